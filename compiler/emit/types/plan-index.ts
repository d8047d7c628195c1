import { addToList } from "../../add-to-list.js";
import type { Span } from "../../diagnostics/span.js";
import { pathKey } from "../../path-key.js";
import type { FlowPlan, NodePlan, Reader, ReadPlan, ReferencePlan } from "../../plan.js";
import { sourceSet } from "../../source-set.js";
import { failureRule } from "../../certain-nodes.js";

/**
 * Lookups in a plan that the emitter needs often. Searching each time would be slow for nodes with many edges or reads.
 */
export interface PlanIndex {
  readonly nodes: ReadonlyMap<string, NodePlan>;
  /** Ids of the nodes whose failure starts a node, keyed by the id of that node. */
  readonly gotoSources: ReadonlyMap<string, readonly string[]>;
  /** What the plan says about a reference in a node; undefined for `$env`. */
  readOf(reader: Reader, reference: ReferencePlan): ReadPlan | undefined;
  /** The span of the target in the edge between two nodes; undefined if there is no such edge. */
  edgeSpan(from: string, to: string): Span | undefined;
}

export function createPlanIndex(plan: FlowPlan): PlanIndex {
  const nodes = new Map(plan.nodes.map((node) => [node.id, node]));
  const reads = perNode((node: Reader) => node.reads.map((read) => [placeKey(read.scope, read.path), read]));
  const spans = perNode((node: NodePlan) => node.successors.map(({ id, span }) => [id, span]));
  return {
    nodes,
    gotoSources: gotoSourcesOf(plan),
    readOf: (node, { scope, path: keys }) => {
      if (scope === "env") return undefined;
      const path = keys.map(({ value }) => value);
      return reads(node).get(placeKey(scope, path)) ?? { scope, path, sources: sourceSet([]), afterOpenWrite: false };
    },
    edgeSpan: (from, to) => {
      const node = nodes.get(from);
      return node === undefined ? undefined : spans(node).get(to);
    },
  };
}

function placeKey(scope: string, path: ReadPlan["path"]): string {
  return `${scope} ${pathKey(path)}`;
}

/** Creates a table for each node on demand. If several entries have the same key, the first one counts. */
function perNode<N extends object, T>(
  entriesOf: (node: N) => readonly (readonly [string, T])[],
): (node: N) => Map<string, T> {
  const tables = new Map<N, Map<string, T>>();
  return (node) => {
    const known = tables.get(node);
    if (known !== undefined) return known;
    const table = new Map<string, T>();
    for (const [key, value] of entriesOf(node)) if (!table.has(key)) table.set(key, value);
    tables.set(node, table);
    return table;
  };
}

function gotoSourcesOf(plan: FlowPlan): Map<string, readonly string[]> {
  const sources = new Map<string, string[]>();
  const isGoto =
    typeof plan.policy?.onError === "object" || plan.nodes.some(({ policy }) => typeof policy?.onError === "object");
  if (!isGoto) return sources;
  const failing = reachedWithoutHandler(plan);
  for (const node of plan.nodes) {
    const rule = failureRule(plan, node);
    if (typeof rule !== "object" || rule.goto === node.id) continue;
    if (node.policy?.onError === undefined && !failing.has(node.id)) continue;
    addToList(sources, rule.goto, node.id);
  }
  return sources;
}

/**
 * The nodes that a run can reach without the flow's own goto, which does not handle failures of what its handler starts
 * (SPEC 7).
 */
function reachedWithoutHandler({ entry, nodes }: FlowPlan): ReadonlySet<string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const reached = new Set([entry]);
  for (const id of reached) {
    const node = byId.get(id);
    for (const successor of node?.successors ?? []) reached.add(successor.id);
    const own = node?.policy?.onError;
    if (typeof own === "object") reached.add(own.goto);
  }
  return reached;
}
