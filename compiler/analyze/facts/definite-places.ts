import { type BitSet, subtract, unite } from "../../bit-set.js";
import type { GraphFacts } from "./graph-facts.js";
import { findOnEveryPath, type OnEveryPath, type PathFacts } from "./on-every-path.js";
import { findOnSomePath } from "./on-some-path.js";
import type { RuledOut } from "./without-ways.js";
import type { CausalEdge, WriteTables } from "./write-tables.js";

export interface DefiniteInput {
  readonly edges: readonly (readonly CausalEdge[])[];
  readonly ruledOut: RuledOut;
}

/** For each node, returns the writes whose place is set on every path to it, by them or by another write. */
export function findDefinitePlaces(
  tables: WriteTables,
  facts: GraphFacts,
  { edges, ruledOut }: DefiniteInput,
): OnEveryPath {
  const { arrived, after, isCertain } = tables;
  const lost = tables.isNested ? findLost(tables, facts, edges) : undefined;
  const path: PathFacts = {
    size: tables.size,
    arrive: (state, node) => {
      const gone = lost?.[node];
      if (gone !== undefined) subtract(state, gone);
      for (const number of arrived[node] ?? []) setPlace(state, number, tables);
    },
    succeed: (state, node) => {
      for (const number of after[node] ?? []) {
        if (isCertain(number)) setPlace(state, number, tables);
        else loseBelow(state, number, tables);
      }
    },
  };
  return findOnEveryPath(facts, path, ruledOut);
}

/** Sets the place of a write, whichever write of that place it is, and removes what was below. */
function setPlace(state: BitSet, number: number, tables: WriteTables): void {
  const place = tables.places[number];
  loseBelow(state, number, tables);
  if (place !== undefined) unite(state, place.same);
}

function loseBelow(state: BitSet, number: number, { places }: WriteTables): void {
  const place = places[number];
  if (place === undefined) return;
  const below = place.below.slice();
  subtract(below, place.same);
  subtract(state, below);
}

/**
 * For each node where paths meet (joins, back edges, the end of a loop), returns the writes whose place may be gone:
 * later on one path, something above the place was written, which the other paths do not account for.
 */
function findLost(
  tables: WriteTables,
  facts: GraphFacts,
  edges: readonly (readonly CausalEdge[])[],
): (BitSet | undefined)[] {
  const before = findOnSomePath(facts, edges, {
    size: tables.size,
    succeed: (state, node) => loseAfter(state, node, tables),
  });
  const parents = facts.graph.nodes.map(
    (_, node) => new Set((facts.arrivals[node] ?? []).flat().map((one) => one.node)),
  );
  return before.map((state, node) => {
    const isMet = (facts.arrivals[node]?.length ?? 0) > 1;
    const isLater = (from: number): boolean => facts.isBack(from, node) || parents[node]?.has(from) !== true;
    const comesBack = (edges[node] ?? []).some(({ from, isFailure }) =>
      !isFailure || facts.isBack(from, node) ? isLater(from) : false,
    );
    return isMet || comesBack ? state : undefined;
  });
}

function loseAfter(before: BitSet, node: number, { after, places, isCertain }: WriteTables): BitSet {
  const out = before.slice();
  for (const number of after[node] ?? []) {
    const place = places[number];
    if (place === undefined) continue;
    const below = place.below.slice();
    subtract(below, place.same);
    if (isCertain(number)) subtract(out, place.same);
    unite(out, below);
  }
  return out;
}
