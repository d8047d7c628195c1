import type { Span } from "../../diagnostics/span.js";
import type { FlowAst, NodeAst } from "../../parse/flow-ast.js";
import type { Adjacency } from "./dominators.js";
import { findReached } from "./find-reached.js";

/** The flow as a graph. Its vertices are the positions of nodes in the file. */
export interface FlowGraph {
  readonly nodes: readonly NodeAst[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly entry: number;
  /** Declared edges of each node, in the order of declaration, with each target once. A loop's self edge is omitted. */
  readonly edges: readonly (readonly GraphEdge[])[];
  /** The edge that a failure of each node takes: `on_error: { goto }`. */
  readonly gotos: readonly (GotoEdge | undefined)[];
  /** Edges and gotos together. */
  readonly successors: Adjacency;
  /** What each node waits for, as declared: groups of parents, including back edges. */
  readonly arrivals: readonly (readonly ArrivalGroup[])[];
}

export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  /** The span of the target in the edge that declares it. */
  readonly span: Span;
}

export interface GotoEdge extends GraphEdge {
  /** Whether it is the flow's own goto, which handles failures of the flow but not those of its handler (SPEC 7). */
  readonly isFlows: boolean;
}

/** A node waits for one of these parents. */
export type ArrivalGroup = readonly ArrivalParent[];

export interface ArrivalParent {
  readonly node: number;
  /** The span of the parent in its edge. */
  readonly span: Span;
  /** The span of the target in that edge. */
  readonly targetSpan: Span;
}

/** The edges of a flow, as found by `resolveEdges`. */
export interface ResolvedEdges {
  readonly edges: readonly GraphEdge[][];
  readonly arrivals: readonly ArrivalGroup[][];
}

export function createFlowGraph(ast: FlowAst, entry: number, { edges, arrivals }: ResolvedEdges): FlowGraph {
  const indexOf = indexNodes(ast);
  const stated = ast.nodes.map((node, from) => gotoEdge(node, from, { ast, indexOf }));
  const isFailing = reachedWithoutHandler(entry, edges, stated);
  // A node that only the handler starts never takes the flow's goto.
  const gotos = stated.map((goto, from) => (goto?.isFlows === true && isFailing[from] !== true ? undefined : goto));
  const successors = edges.map((list, from) => {
    const targets = list.map(({ to }) => to);
    const goto = gotos[from];
    return goto === undefined || targets.includes(goto.to) ? targets : [...targets, goto.to];
  });
  return { nodes: ast.nodes, indexOf, entry, edges, gotos, successors, arrivals };
}

export function indexNodes(ast: FlowAst): Map<string, number> {
  return new Map(ast.nodes.map(({ id }, index) => [id.value, index]));
}

interface GotoContext {
  readonly ast: FlowAst;
  readonly indexOf: ReadonlyMap<string, number>;
}

/** The goto of a node's own `on_error`, or else of the flow's. */
function gotoEdge(node: NodeAst, from: number, { ast, indexOf }: GotoContext): GotoEdge | undefined {
  const own = node.policy;
  const goto = own?.plan.onError === undefined ? (own?.goto ?? ast.policy?.goto) : own.goto;
  const to = goto === undefined ? undefined : indexOf.get(goto.value);
  // The node that the flow's own goto leads to does not take it.
  if (goto === undefined || to === undefined || (to === from && own?.goto === undefined)) return undefined;
  return { from, to, span: goto.span, isFlows: own?.goto === undefined };
}

/** Whether a run can reach each node without the flow's own goto. */
function reachedWithoutHandler(
  entry: number,
  edges: ResolvedEdges["edges"],
  gotos: readonly (GotoEdge | undefined)[],
): boolean[] {
  return findReached([entry], edges.length, (node) => {
    const goto = gotos[node];
    const targets = (edges[node] ?? []).map(({ to }) => to);
    return goto === undefined || goto.isFlows ? targets : [...targets, goto.to];
  });
}
