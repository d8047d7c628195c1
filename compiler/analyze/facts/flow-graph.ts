import type { Span } from "../../diagnostics/span.js";
import type { FlowAst, NodeAst } from "../../parse/flow-ast.js";
import type { Adjacency } from "./dominators.js";
import { findReached } from "./find-reached.js";

/** The flow as a graph over the positions of its nodes in the file. */
export interface FlowGraph {
  readonly nodes: readonly NodeAst[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly entry: number;
  /** Declared edges by source, in the order of their declaration, each target once. A loop's self edge is left out. */
  readonly edges: readonly (readonly GraphEdge[])[];
  /** `on_error: { goto }`: the edges that a failure takes. */
  readonly gotos: readonly (GotoEdge | undefined)[];
  /** Edges and gotos. */
  readonly successors: Adjacency;
  /** What each node waits for, as declared: groups of parents, back edges among them. */
  readonly arrivals: readonly (readonly ArrivalGroup[])[];
}

export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  /** Of the target in the edge that declares it. */
  readonly span: Span;
}

export interface GotoEdge extends GraphEdge {
  /** Whether it is the flow's own goto: it handles failures of the flow, not those of its handler (SPEC 7). */
  readonly isFlows: boolean;
}

/** One of these parents. */
export type ArrivalGroup = readonly ArrivalParent[];

export interface ArrivalParent {
  readonly node: number;
  /** Of the parent in its edge. */
  readonly span: Span;
  /** Of the target in that edge. */
  readonly targetSpan: Span;
}

/** What the rules that read edges found out: see `resolveEdges`. */
export interface ResolvedEdges {
  readonly edges: readonly GraphEdge[][];
  readonly arrivals: readonly ArrivalGroup[][];
}

export function createFlowGraph(ast: FlowAst, entry: number, { edges, arrivals }: ResolvedEdges): FlowGraph {
  const indexOf = indexNodes(ast);
  const stated = ast.nodes.map((node, from) => gotoEdge(node, from, { ast, indexOf }));
  const isFailing = reachedWithoutHandler(entry, edges, stated);
  // What the handler alone starts never takes the flow's goto.
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

/** A node's own `on_error`, else the flow's. */
function gotoEdge(node: NodeAst, from: number, { ast, indexOf }: GotoContext): GotoEdge | undefined {
  const own = node.policy;
  const goto = own?.plan.onError === undefined ? (own?.goto ?? ast.policy?.goto) : own.goto;
  const to = goto === undefined ? undefined : indexOf.get(goto.value);
  // The flow's own goto is not taken by the node that it leads to.
  if (goto === undefined || to === undefined || (to === from && own?.goto === undefined)) return undefined;
  return { from, to, span: goto.span, isFlows: own?.goto === undefined };
}

/** Whether a run can come to each node without the flow's own goto. */
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
