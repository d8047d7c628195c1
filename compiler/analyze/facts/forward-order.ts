import { addToList } from "../../add-to-list.js";
import type { CycleNesting } from "./cycle-nesting.js";
import type { Cycle } from "./cycle.js";

interface ForwardOrder {
  /** Every forward edge leads to a later node. An edge that leaves a cycle leads to a node after the whole cycle. */
  readonly order: readonly number[];
  /** Nodes of cycles with two entries, and the nodes after them. */
  readonly leftOver: ReadonlySet<number>;
}

/**
 * Sorts nodes topologically (Kahn), with ties in declared order. Each cycle has an extra vertex after everything that
 * leads back in it.
 */
export function sortForward(
  forward: readonly (readonly number[])[],
  cycles: readonly Cycle[],
  nesting: CycleNesting,
): ForwardOrder {
  const size = forward.length;
  const ends = new Map(cycles.map(({ header }, index) => [header, size + index]));
  const later = new Map<number, number[]>();
  for (const { header, backEdges } of cycles) {
    const end = ends.get(header) ?? size;
    for (const { from } of backEdges) addToList(later, from, end);
    const outer = ends.get(nesting.around(header) ?? -1);
    if (outer !== undefined) addToList(later, end, outer);
  }
  for (const [from, targets] of cycles.length === 0 ? [] : forward.entries()) {
    for (const to of targets) {
      const end = ends.get(nesting.leftBy(from, to).at(-1) ?? -1);
      if (end !== undefined) addToList(later, end, to);
    }
  }
  const successors = [...forward, ...cycles.map(() => [])].map((targets, vertex) => [
    ...targets,
    ...(later.get(vertex) ?? []),
  ]);
  const sorted = sortAll(successors);
  const order = sorted.filter((vertex) => vertex < size);
  const found = new Set(order);
  return { order, leftOver: new Set([...forward.keys()].filter((node) => !found.has(node))) };
}

function sortAll(successors: readonly (readonly number[])[]): number[] {
  const waiting = successors.map(() => 0);
  for (const targets of successors) for (const to of targets) waiting[to] = (waiting[to] ?? 0) + 1;
  const order = [...successors.keys()].filter((vertex) => waiting[vertex] === 0);
  for (const vertex of order) {
    for (const to of successors[vertex] ?? []) {
      waiting[to] = (waiting[to] ?? 0) - 1;
      if (waiting[to] === 0) order.push(to);
    }
  }
  return order;
}
