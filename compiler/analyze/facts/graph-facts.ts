import { addToList } from "../../add-to-list.js";
import type { Cycle } from "./cycle.js";
import { type CycleNesting, findCycleNesting } from "./cycle-nesting.js";
import { type DominatorTree, findDominators, invert } from "./dominators.js";
import { findReached } from "./find-reached.js";
import { sortForward } from "./forward-order.js";
import type { ArrivalGroup, FlowGraph, GraphEdge } from "./flow-graph.js";

/** What follows from the graph alone, computed once and shared by all rules. */
export interface GraphFacts {
  readonly graph: FlowGraph;
  readonly reachable: readonly boolean[];
  readonly dominators: DominatorTree;
  /** Whether an edge leads back to the header of a cycle (its target dominates its source), or is a late goto. */
  isBack(from: number, to: number): boolean;
  /**
   * Gotos to the flow's error handler from nodes after it that may also run, and fail, before it. They are taken at
   * most once, and are not forward edges. Keyed by source.
   */
  readonly lateGotos: ReadonlyMap<number, number>;
  /**
   * Positions of nodes. Every forward edge leads to a later one, and an edge that leaves a cycle to one after the whole
   * cycle.
   */
  readonly order: readonly number[];
  /** Groups of parents that each node waits for. Only forward edges count, and empty groups are omitted. */
  readonly arrivals: readonly (readonly ArrivalGroup[])[];
  readonly predecessors: readonly (readonly number[])[];
  /** Sources of declared back edges, keyed by target, in declared order. */
  readonly backParents: ReadonlyMap<number, readonly number[]>;
  readonly cycles: readonly Cycle[];
  readonly nesting: CycleNesting;
  /** Edges that close a cycle with two entries. */
  readonly irreducible: readonly IrreducibleCycle[];
}

export interface IrreducibleCycle {
  /** An edge that closes the cycle. */
  readonly edge: GraphEdge;
  readonly members: readonly number[];
  readonly entries: readonly number[];
}

export function findGraphFacts(graph: FlowGraph): GraphFacts {
  const size = graph.nodes.length;
  const reachable = findReached([graph.entry], size, (node) => graph.successors[node] ?? []);
  // Parts that the entry does not reach get roots of their own, so that every node has dominators.
  const roots = [graph.entry, ...unreachableRoots(graph, reachable)];
  const dominators = findDominators([...graph.successors, roots], size);
  const leadsBack = (from: number, to: number): boolean => dominators.dominates(to, from);
  const late = findLateGotos(graph, leadsBack);
  const isBack = (from: number, to: number): boolean => leadsBack(from, to) || late.get(from) === to;
  const predecessors = invert(graph.successors);
  const forward = graph.successors.map((targets, from) => targets.filter((to) => !isBack(from, to)));
  const arrivals = graph.arrivals.map((groups, to) =>
    groups.map((group) => group.filter(({ node }) => !isBack(node, to))).filter((group) => group.length > 0),
  );
  const cycles = findCycles(graph, leadsBack, predecessors);
  const nesting = findCycleNesting(cycles);
  const { order, leftOver } = sortForward(forward, cycles, nesting);
  const irreducible = findIrreducible(graph, forward, leftOver);
  const backParents = new Map<number, number[]>();
  for (const { from, to } of graph.edges.flat()) {
    if (!isBack(from, to)) continue;
    addToList(backParents, to, from);
  }
  return {
    graph,
    reachable,
    dominators,
    isBack,
    lateGotos: late,
    order,
    arrivals,
    predecessors,
    backParents,
    cycles,
    nesting,
    irreducible,
  };
}

function findLateGotos({ gotos, edges, nodes }: FlowGraph, leadsBack: GraphFacts["isBack"]): Map<number, number> {
  const taken = gotos.filter((goto) => goto?.isFlows === true);
  const handler = taken[0]?.to;
  if (handler === undefined) return new Map();
  const behind = findReached([handler], nodes.length, (node) => {
    const own = gotos[node]?.isFlows === false ? gotos[node] : undefined;
    const targets = [...(edges[node] ?? []), ...(own === undefined ? [] : [own])].map(({ to }) => to);
    return targets.filter((to) => !leadsBack(node, to));
  });
  const isDeclared = (from: number): boolean => edges[from]?.some(({ to }) => to === handler) === true;
  const late = taken.flatMap((goto) => (goto === undefined ? [] : [goto.from])).filter((from) => behind[from] === true);
  return new Map(late.flatMap((from) => (leadsBack(from, handler) || isDeclared(from) ? [] : [[from, handler]])));
}

/** Roots for what the entry does not reach: nodes without parents, then one node of each remaining cycle. */
function unreachableRoots({ successors }: FlowGraph, reachable: readonly boolean[]): number[] {
  const predecessors = invert(successors);
  const seen = [...reachable];
  const roots: number[] = [];
  const visit = (root: number): void => {
    roots.push(root);
    const stack = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (seen[node] === true) continue;
      seen[node] = true;
      stack.push(...(successors[node] ?? []));
    }
  };
  for (const node of successors.keys()) if (seen[node] !== true && predecessors[node]?.length === 0) visit(node);
  for (const node of successors.keys()) if (seen[node] !== true) visit(node);
  return roots;
}

/** Returns the natural loops. Those with the same header are combined. */
function findCycles(
  graph: FlowGraph,
  isBack: GraphFacts["isBack"],
  predecessors: readonly (readonly number[])[],
): Cycle[] {
  const backEdges = new Map<number, GraphEdge[]>();
  for (const edge of allEdges(graph)) {
    if (!isBack(edge.from, edge.to)) continue;
    addToList(backEdges, edge.to, edge);
  }
  return [...backEdges]
    .sort(([one], [other]) => one - other)
    .map(([header, edges]) => {
      const members = new Set([header]);
      const stack = edges.map(({ from }) => from);
      for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
        if (members.has(node)) continue;
        members.add(node);
        stack.push(...(predecessors[node] ?? []));
      }
      return { header, backEdges: edges, members: [...members].sort((one, other) => one - other) };
    });
}

export function allEdges({ edges, gotos }: FlowGraph): GraphEdge[] {
  return edges.flatMap((list, from) => {
    const goto = gotos[from];
    return goto === undefined ? list : [...list, goto];
  });
}

/** Returns the cycles that remain among the forward edges, one for each strongly connected component. */
function findIrreducible(
  graph: FlowGraph,
  forward: readonly (readonly number[])[],
  leftOver: ReadonlySet<number>,
): IrreducibleCycle[] {
  const found: IrreducibleCycle[] = [];
  const edges = leftOver.size === 0 ? [] : allEdges(graph);
  for (const members of connectedParts(forward, leftOver)) {
    const inside = new Set(members);
    const entries = new Set(edges.filter(({ from, to }) => inside.has(to) && !inside.has(from)).map(({ to }) => to));
    const edge = edges.findLast(({ from, to }) => inside.has(from) && entries.has(to));
    if (edge !== undefined) found.push({ edge, members, entries: [...entries] });
  }
  return found;
}

/** Strongly connected components of at least two nodes among `among` (Kosaraju, without recursion). */
function connectedParts(forward: readonly (readonly number[])[], among: ReadonlySet<number>): number[][] {
  if (among.size === 0) return [];
  const within = forward.map((targets, from) => (among.has(from) ? targets.filter((to) => among.has(to)) : []));
  const back = invert(within);
  const finished = finishOrder(within, among);
  const parts: number[][] = [];
  const seen = new Set<number>();
  for (const root of finished.reverse()) {
    if (seen.has(root)) continue;
    const part: number[] = [];
    const stack = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      part.push(node);
      stack.push(...(back[node] ?? []));
    }
    if (part.length > 1) parts.push(part.sort((one, other) => one - other));
  }
  return parts;
}

function finishOrder(within: readonly (readonly number[])[], among: ReadonlySet<number>): number[] {
  const seen = new Set<number>();
  const finished: number[] = [];
  for (const root of among) {
    if (seen.has(root)) continue;
    seen.add(root);
    const stack = [{ node: root, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const target = within[top.node]?.[top.next++];
      if (target === undefined) {
        finished.push(top.node);
        stack.pop();
      } else if (!seen.has(target)) {
        seen.add(target);
        stack.push({ node: target, next: 0 });
      }
    }
  }
  return finished;
}
