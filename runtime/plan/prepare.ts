import { FlowError } from "../flow-error.js";
import type { FlowSpec, NodeSpec, PolicySpec } from "../spec.js";
import { callOf } from "./call-of.js";
import { checkSpec } from "./check-spec.js";
import { byCodePoints } from "./code-points.js";
import { cycleFacts, type CycleFacts } from "./cycle-facts.js";
import { placeOf, successorsOf } from "./describe.js";
import type { Edge, Plan, PlanJoin, PlanLoop, PlanNode } from "./plan.js";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The plan of a flow. Constructs the user's node classes; what a constructor throws is let out as it is.
 *
 * @throws FlowError `define/…` where the table is wrong
 */
export function prepare(spec: FlowSpec): Plan {
  checkSpec(spec);
  const nodes = spec.nodes.map((node, index) => unlinked(spec, node, index));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const nodeOf = (id: string): Mutable<PlanNode> => {
    const node = byId.get(id);
    if (node === undefined) throw new FlowError("define/unknown-node", `\`${id}\` is no node of flow \`${spec.name}\``);
    return node;
  };
  const linker: Linker = {
    nodeOf,
    cycles: cycleFacts(spec),
    ranks: new Map(nodes.map((node) => [node, ranksOf(node)])),
  };
  for (const [index, node] of spec.nodes.entries()) link(linker, node, nodes[index] ?? nodeOf(node.id));
  return {
    name: spec.name,
    entry: nodeOf(spec.entry),
    nodes,
    concurrency: spec.concurrency ?? 1,
    maxSteps: spec.maxSteps,
  };
}

function unlinked(spec: FlowSpec, node: NodeSpec, index: number): Mutable<PlanNode> {
  const place = { nodeId: node.id, at: placeOf(spec, node) };
  return {
    id: node.id,
    index,
    kind: node.kind ?? "function",
    place,
    ...callOf(node, place),
    inputs: node.inputs as PlanNode["inputs"],
    writes: node.writes as PlanNode["writes"],
    edges: [],
    edgeTo: new Map(),
    policy: policyOf(spec, node),
    goto: undefined,
    loop: undefined,
    join: joinOf(node),
    opensPass: (spec.cycles ?? []).some((cycle) => cycle.header === node.id),
    collectedBy: [],
    started: Object.freeze({ node_id: node.id, status: "start" }),
    succeeded: Object.freeze({ node_id: node.id, status: "success" }),
  };
}

/** The node's policy over the flow's, key by key. The target of the flow's own `goto` stops where it fails itself. */
function policyOf(spec: FlowSpec, node: NodeSpec): PolicySpec {
  const policy = { ...spec.policy, ...node.policy };
  const { onError } = policy;
  const isOwnTarget = typeof onError === "object" && onError.goto === node.id && node.policy?.onError === undefined;
  return isOwnTarget ? { ...policy, onError: "stop" } : policy;
}

function joinOf(node: NodeSpec): PlanJoin | undefined {
  const groups = (node.joins ?? []).map((group) => group.toSorted(byCodePoints));
  if (groups.length < 2) return undefined;
  groups.sort((a, b) => byCodePoints(a[0] ?? "", b[0] ?? ""));
  return { groups, hasChoice: groups.some((group) => group.length > 1) };
}

/** Where each parent of a join arrives. */
type Ranks = ReadonlyMap<string, { readonly slot: number; readonly rank: number }>;

function ranksOf(node: PlanNode): Ranks {
  const groups = node.join?.groups ?? [];
  const slots = groups.flatMap((group, slot) => group.map((id) => ({ id, slot })));
  slots.sort((a, b) => byCodePoints(a.id, b.id));
  return new Map(slots.map(({ id, slot }, rank) => [id, { slot, rank }]));
}

interface Linker {
  readonly nodeOf: (id: string) => Mutable<PlanNode>;
  readonly cycles: CycleFacts;
  readonly ranks: ReadonlyMap<PlanNode, Ranks>;
}

function link(linker: Linker, spec: NodeSpec, node: Mutable<PlanNode>): void {
  const edges = successorsOf(spec).map((to) => edgeBetween(linker, node, linker.nodeOf(to)));
  const { onError } = node.policy;
  if (typeof onError === "object") node.goto = edgeBetween(linker, node, linker.nodeOf(onError.goto), true);
  if (spec.kind !== "loop") {
    node.edges = edges;
    node.edgeTo = new Map(edges.map((edge) => [edge.target.id, edge]));
    return;
  }
  const [body, done] = edges;
  if (body === undefined) throw new FlowError("define/loop", `Loop \`${node.id}\` has no body`, node.place);
  node.loop = {
    items: spec.items as PlanLoop["items"],
    // An item lies inside the pass of a cycle that its loop is in: it leaves nothing.
    body: { ...body, leaves: 0 },
    done,
    enumerate: spec.enumerate === true,
  };
  if (spec.collect !== undefined) {
    const collected = linker.nodeOf(spec.collect);
    collected.collectedBy = [...collected.collectedBy, node];
  }
}

function edgeBetween(linker: Linker, source: PlanNode, target: PlanNode, isGoto = false): Edge {
  const { cycles } = linker;
  const entered = cycles.enteredBeside(source.id, target.id);
  if (entered !== undefined) {
    const what = `Edge \`${source.id} >> ${target.id}\` enters the cycle of \`${entered}\` beside its header`;
    throw new FlowError("define/cycle", what, source.place);
  }
  const leaves = cycles.leftBy(source.id, target.id);
  const startsAtOnce = target.join === undefined || isGoto || cycles.isBackEdge(source.id, target.id);
  if (startsAtOnce) return { source, target, slot: -1, rank: -1, leaves };
  const arrival = linker.ranks.get(target)?.get(source.id);
  if (arrival === undefined) {
    const what = `Node \`${target.id}\` has \`joins\`, and \`${source.id}\`, which leads to it, is in none of its groups`;
    throw new FlowError("define/join", what, target.place);
  }
  return { source, target, ...arrival, leaves };
}
