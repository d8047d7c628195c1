import { addBit, type BitSet, subtract, unite, wordsFor } from "../../bit-set.js";
import type { GraphFacts } from "./graph-facts.js";
import { findOnEveryPath, type OnEveryPath, type PathFacts } from "./on-every-path.js";
import { findOnSomePath } from "./on-some-path.js";
import type { RuledOut } from "./without-ways.js";
import type { CausalEdge, Place, WriteTables } from "./write-tables.js";

export interface DefiniteInput {
  readonly edges: readonly (readonly CausalEdge[])[];
  readonly ruledOut: RuledOut;
}

/**
 * For each node, returns the writes whose place is set on every path to it, by them or by another write. The bit of a
 * write's number says that the place has been written as a whole, `partBit` that there is something at the place: the
 * whole, or a part of it, and `chainBit` that one of several places is set.
 */
export function findDefinitePlaces(
  tables: WriteTables,
  facts: GraphFacts,
  { edges, ruledOut }: DefiniteInput,
): OnEveryPath {
  const { arrived, after, chains, isCertain } = tables;
  const lost = tables.isNested ? findLost(tables, facts, edges) : undefined;
  const path: PathFacts = {
    size: sizeOf(tables),
    arrive: (state, node) => {
      const gone = lost?.[node];
      if (gone !== undefined) subtract(state, gone);
      for (const number of arrived[node] ?? []) setPlace(state, number, tables);
    },
    succeed: (state, node) => {
      for (const number of after[node] ?? []) {
        if (isCertain(number)) {
          setPlace(state, number, tables);
          for (const chain of chains.foundBy(number)) addBit(state, chainBit(chain, tables));
        } else removeParts(state, tables.places[number], tables);
      }
    },
  };
  return findOnEveryPath(facts, path, ruledOut);
}

/** The bit that says that the whole place of a write is set, or a part of it. */
export function partBit(number: number, tables: WriteTables): number {
  return tables.isNested ? wordsFor(tables.size) * 32 + number : number;
}

/** The bit that says that some operand of a `??` chain is set. */
export function chainBit(chain: number, { size, isNested }: WriteTables): number {
  return wordsFor(size) * (isNested ? 64 : 32) + chain;
}

/** The number of bits of a set of definite places. */
export function sizeOf(tables: WriteTables): number {
  return chainBit(tables.chains.count, tables);
}

/** Sets the place of a write, whichever write of that place it is, and removes what was below. */
function setPlace(state: BitSet, number: number, tables: WriteTables): void {
  const place = tables.places[number];
  if (place === undefined) return;
  removeParts(state, place, tables);
  unite(state, place.same);
  if (!tables.isNested) return;
  const parts = state.subarray(wordsFor(tables.size));
  for (const same of [place.same, ...place.above]) unite(parts, same);
}

function removeParts(state: BitSet, place: Place | undefined, { size }: WriteTables): void {
  if (place?.parts === undefined) return;
  subtract(state, place.parts);
  subtract(state.subarray(wordsFor(size)), place.parts);
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
    size: sizeOf(tables),
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

function loseAfter(before: BitSet, node: number, tables: WriteTables): BitSet {
  const out = before.slice();
  const partsOut = out.subarray(wordsFor(tables.size));
  for (const number of tables.after[node] ?? []) {
    const place = tables.places[number];
    if (place === undefined) continue;
    if (tables.isCertain(number)) {
      subtract(out, place.same);
      for (const same of [place.same, ...place.above]) subtract(partsOut, same);
    }
    if (place.parts === undefined) continue;
    unite(out, place.parts);
    unite(partsOut, place.parts);
  }
  return out;
}
