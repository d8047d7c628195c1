import { FlowError } from "../flow-error.js";
import type { FlowSpec, LoopNodeSpec } from "../spec.js";
import type { Edge, PlanNode } from "./plan.js";

/** A cycle, its header among its members. */
interface Cycle {
  readonly header: string;
  readonly members: ReadonlySet<string>;
}

interface Linker {
  readonly nodeOf: (id: string) => PlanNode;
  readonly edge: (source: PlanNode, to: string, isGoto?: boolean) => Edge;
}

/** Links the nodes of a plan; answers with the entry. */
export function link(spec: FlowSpec, nodes: readonly PlanNode[]): PlanNode {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const nodeOf = (id: string): PlanNode => {
    const node = byId.get(id);
    if (node === undefined) throw new FlowError("define/unknown-node", `\`${id}\` is no node of flow \`${spec.name}\``);
    return node;
  };
  const cycles = (spec.cycles ?? []).map(({ header, members }) => ({ header, members: new Set([header, ...members]) }));
  for (const { header } of cycles) nodeOf(header).opensPass = true;
  const edge: Linker["edge"] = (source, to, isGoto = false) => edgeBetween(source, nodeOf(to), cycles, isGoto);
  for (const [index, node] of nodes.entries()) {
    const given = spec.nodes[index];
    const { onError } = node.policy;
    if (typeof onError === "object") node.goto = edge(node, onError.goto, true);
    if (given?.kind === "loop") linkLoop(node, given, { edge, nodeOf });
    else {
      node.edges = (given?.next ?? []).map((to) => edge(node, to));
      node.edgeTo = new Map(node.edges.map((found) => [found.target.id, found]));
    }
  }
  for (const node of nodes) {
    const [first, second] = node.edges;
    if (first !== undefined && second === undefined && startsAtOnce(first)) node.only = first.target;
    if (node.loop !== undefined) node.loop.isCounted ||= bodyOf(node, node.loop.body.target).some(tellsItems);
    node.isSimple = isSimple(node);
  }
  return nodeOf(spec.entry);
}

function isSimple({ kind, call, takesMeta, guarded, join }: PlanNode): boolean {
  return kind !== "loop" && call !== undefined && !takesMeta && guarded === undefined && join === undefined;
}

function startsAtOnce({ slot, leaves, target }: Edge): boolean {
  return slot < 0 && leaves === 0 && !target.opensPass;
}

function edgeBetween(source: PlanNode, target: PlanNode, cycles: readonly Cycle[], isGoto: boolean): Edge {
  const around = cycles.filter(({ members }) => members.has(source.id));
  const isBack = around.some(({ header }) => header === target.id);
  // What leads to a header begins the pass of its cycle anew.
  const left = around.filter(({ header, members }) => header === target.id || !members.has(target.id));
  const slot = isGoto || isBack ? -1 : (target.join?.slots.get(source.id) ?? -1);
  return { source, target, slot, leaves: left.length };
}

function linkLoop(node: PlanNode, spec: LoopNodeSpec, { edge, nodeOf }: Linker): void {
  const { items, body, done, collect } = spec;
  node.loop = {
    items: items as ((payload: unknown) => unknown) | undefined,
    // An item lies inside the pass of a cycle that its loop is in: it leaves nothing.
    body: { ...edge(node, body), leaves: 0 },
    done: done === undefined ? undefined : edge(node, done),
    enumerate: spec.enumerate === true,
    isCounted: done !== undefined,
  };
  if (collect !== undefined) nodeOf(collect).collectedBy = [...nodeOf(collect).collectedBy, node];
}

/** All that an item of a loop can start. */
function bodyOf(loop: PlanNode, body: PlanNode): PlanNode[] {
  const found = new Set([body]);
  for (const { edges, goto, loop: inner } of found) {
    for (const edge of [...edges, goto, inner?.body, inner?.done]) {
      if (edge !== undefined && edge.target !== loop) found.add(edge.target);
    }
  }
  return [...found];
}

function tellsItems({ join, takesMeta, kind }: PlanNode): boolean {
  return join !== undefined || (takesMeta && kind !== "loop");
}
