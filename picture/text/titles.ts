import { addToList } from "../../compiler/add-to-list.js";
import { joinOf, type Picture, type PictureEdge, type PictureNode } from "../picture.js";
import { captionOf } from "../layout/node-size.js";
import { type TargetGroup, targetGroups } from "./target-groups.js";

/** What a reader learns of a node who points at it: one fact a line, its place in the file last. */
export function nodeTitle(node: PictureNode): string {
  const { id, label, summary, signs, container, place } = node;
  const code = codeText(node);
  const waits = arrivalText(node);
  return [
    `${id} (${kindText(node)})`,
    ...(label === id ? [] : [label]),
    ...(summary === undefined ? [] : [summary]),
    ...(code === undefined ? [] : [code]),
    ...(container === undefined ? [] : [captionOf(container)]),
    ...(waits === undefined ? [] : [waits]),
    ...signs.map(({ title }) => title),
    `line ${place.line}, column ${place.column}${place.file === undefined ? "" : ` of ${place.file}`}`,
  ].join("\n");
}

function codeText({ callable, flow }: PictureNode): string | undefined {
  if (flow === undefined) return callable;
  return `runs ${flow.file ?? callable ?? "a flow"}`;
}

/** What a node is: `router, class`, `flow`. */
export function kindText({ kind, isClass, flow }: PictureNode): string {
  if (flow !== undefined) return "flow";
  return isClass === true ? `${kind}, class` : kind;
}

/** When a join starts; undefined for other nodes. */
function arrivalText(node: PictureNode): string | undefined {
  switch (joinOf(node)) {
    case "all":
      return `waits for ${node.arrival.map((group) => (group.length > 1 ? `one of ${group.join(", ")}` : group.join(""))).join(" and ")}`;
    case "any":
      return `runs for each of ${node.arrival.flat().join(", ")}`;
    case undefined:
      return undefined;
  }
}

/** What is written below the name of the flow. */
export function factsOf({ nodes, file, signs, isPartial }: Picture): string[] {
  return [
    ...(isPartial === true ? ["incomplete: the flow has errors"] : []),
    `${nodes.length} ${nodes.length === 1 ? "node" : "nodes"}`,
    file,
    ...signs.map(({ text }) => text),
  ];
}

/** All edges of a picture in words, for those who do not see it. */
export function describeEdges({ entry, handler, nodes, edges }: Picture): string {
  const start = entry === undefined ? [] : [`Starts with ${entry}.`];
  const failure = handler === undefined ? [] : [`Any failure that is not handled starts ${handler}.`];
  const outgoing = new Map<string, PictureEdge[]>();
  for (const edge of edges) addToList(outgoing, edge.from, edge);
  const sentences = nodes.map((node) => {
    const targets = targetGroups(outgoing.get(node.id) ?? []).map(choiceText);
    const waits = arrivalText(node);
    const what = waits === undefined ? kindText(node) : `${kindText(node)}, ${waits}`;
    const then = targets.length === 0 ? "nothing" : targets.join(node.kind === "router" ? " or " : ", ");
    const inside = node.container?.handler;
    const failures = inside === undefined ? "" : ` Any failure inside that is not handled starts ${inside}.`;
    return `${node.id}: ${what}; then ${then}.${failures}`;
  });
  return [...start, ...failure, ...sentences].join(" ");
}

/** Where one edge leads, or a choice: `either b when $result.ok, or c and d otherwise`. */
function choiceText(alternatives: readonly TargetGroup[]): string {
  const texts = alternatives.map(({ edges, condition }) => {
    const targets = edges.map(targetText).join(" and ");
    return condition === undefined ? targets : `${targets} ${condition}`;
  });
  return texts.length > 1 ? `either ${texts.join(", or ")}` : texts.join("");
}

function targetText({ to, kind, isBack, label }: PictureEdge): string {
  if (kind === "entry") return `${to} inside`;
  if (kind === "body") return `${to} for each item`;
  if (kind === "done") return `${to} when all items are done`;
  if (isBack === true) return `${to} again`;
  return kind === "error" && label !== undefined ? `${to} ${label}` : to;
}
