import { callableText, exportText } from "./callable-text.js";
import type { CallablePlan } from "../compiler/plan.js";
import { type ChildFlow, type Picture, type PictureEdge, type PictureNode, pictureVersion } from "./picture.js";
import type { PictureSource, SourceLoop, SourceNode } from "./picture-source.js";
import { edgeId } from "./edge-id.js";
import { brokenSign, flowSigns, limitSigns, signsOf, undoSigns } from "./signs-of.js";

/** What a picture of a flow shows. A plan is a source. */
export function pictureOf(source: PictureSource, options: { readonly isPartial?: boolean } = {}): Picture {
  const { name, file, description, entry, input, policy, nodes } = source;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const handler = gotoOf(source);
  return {
    schema: pictureVersion,
    name,
    file,
    ...(description !== undefined && { description }),
    ...(entry !== undefined && byId.has(entry) && { entry }),
    ...(input !== undefined && { input: exportText(input) }),
    ...(handler !== undefined && byId.has(handler) && { handler }),
    signs: [...flowSigns(source), ...signsOf(policy)],
    ...(options.isPartial === true && { isPartial: true }),
    nodes: nodes.map((node) => nodeOf(node, byId)),
    edges: nodes.flatMap((node) => edgesOf(node, byId)),
  };
}

type Nodes = ReadonlyMap<string, SourceNode>;

function nodeOf(node: SourceNode, byId: Nodes): PictureNode {
  const { id, kind, name, describe, arrival, policy, span } = node;
  const parent = parentOf(node, byId);
  const callable = node.kind === "loop" ? undefined : node.callable;
  const broken = node.kind === "loop" ? undefined : node.brokenFlow;
  const text = callable === undefined ? broken?.reference : callableText(callable);
  const summary = describe?.["summary"];
  const isClass = callable !== undefined && "isClass" in callable && callable.isClass;
  return {
    id,
    kind,
    ...(isClass && { isClass }),
    label: name ?? id,
    ...(text !== undefined && { callable: text }),
    ...((callable?.kind === "flow" || broken !== undefined) && { flow: childOf(callable) }),
    ...(typeof summary === "string" && { summary }),
    ...(parent !== undefined && { parent }),
    arrival,
    signs: [
      ...(broken === undefined ? [] : [brokenSign(broken.finding)]),
      ...(node.kind === "loop" ? limitSigns(node) : undoSigns(node.undo)),
      ...signsOf(policy),
    ],
    ...(node.kind === "loop" && { container: containerOf(node) }),
    place: { line: span.start.line, column: span.start.column },
  };
}

function childOf(callable: CallablePlan | undefined): ChildFlow {
  return callable?.kind === "flow" && callable.file !== undefined ? { file: callable.file } : {};
}

/** The loop around a node. In a flow with errors, two loops can each be in the body of the other: neither is drawn inside. */
function parentOf({ id, loop }: SourceNode, byId: Nodes): string | undefined {
  const around = new Set<string>();
  for (let at = loop; at !== undefined && !around.has(at); at = byId.get(at)?.loop) around.add(at);
  const outermost = [...around].at(-1);
  const isSound = !around.has(id) && outermost !== undefined && byId.get(outermost)?.loop === undefined;
  return isSound && [...around].every((at) => byId.get(at)?.kind === "loop") ? loop : undefined;
}

function containerOf({ itemsKey, enumerate, collect }: SourceLoop): NonNullable<PictureNode["container"]> {
  const items = itemsKey === undefined ? "for each item" : `for each of ${itemsKey}`;
  return { caption: enumerate ? `${items}, with its index` : items, ...(collect !== undefined && { collect }) };
}

function edgesOf(node: SourceNode, byId: Nodes): PictureEdge[] {
  const edges = node.successors.map(({ id, back }): PictureEdge => {
    const kind = kindOf(node, id);
    const group = byId.get(id)?.arrival.findIndex((parents) => parents.includes(node.id)) ?? -1;
    const label = labelOf(kind, back, reasonOf(node, id));
    const choice = choiceOf(node, id);
    return {
      id: edgeId(node.id, ">", id),
      from: node.id,
      to: id,
      kind,
      ...(back && { isBack: true }),
      ...(label !== undefined && { label }),
      ...(choice !== undefined && { choice }),
      ...(!back && group >= 0 && { group }),
    };
  });
  const goto = gotoOf(node);
  if (goto !== undefined && byId.has(goto)) {
    edges.push({ id: edgeId(node.id, "!", goto), from: node.id, to: goto, kind: "error", label: "on error" });
  }
  return edges;
}

function kindOf(node: SourceNode, target: string): PictureEdge["kind"] {
  if (node.kind === "loop") return target === node.done ? "done" : "body";
  return node.kind === "router" || reasonOf(node, target) !== undefined ? "choice" : "flow";
}

/** The condition of an edge, as it is written: `when $result.ok`. */
function reasonOf({ choices }: SourceNode, target: string): string | undefined {
  const alternatives = choices.flatMap((choice) => choice.alternatives);
  return alternatives.find(({ targets }) => targets.includes(target))?.reason;
}

/** The choice and the alternative that lead to a target, if its node has a choice that does. */
function choiceOf({ choices }: SourceNode, target: string): PictureEdge["choice"] {
  const real = choices.filter(({ alternatives }) => alternatives.length > 1);
  for (const [choice, { alternatives }] of real.entries()) {
    const alternative = alternatives.findIndex(({ targets }) => targets.includes(target));
    if (alternative >= 0) return [choice, alternative];
  }
  return undefined;
}

function labelOf(kind: PictureEdge["kind"], isBack: boolean, reason: string | undefined): string | undefined {
  if (isBack) return reason === undefined ? "again" : `again ${reason}`;
  return kind === "done" ? "done" : reason;
}

function gotoOf({ policy }: Pick<PictureSource, "policy">): string | undefined {
  return typeof policy?.onError === "object" ? policy.onError.goto : undefined;
}
