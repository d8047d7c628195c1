import { addToList } from "../../add-to-list.js";
import { type BitSet, hasBit } from "../../bit-set.js";
import type { CoveredPlan, ReadPlan, ReferencePlan } from "../../plan.js";
import { pathKey } from "../../path-key.js";
import type { ReferenceUse } from "../../reference-uses.js";
import { isAlwaysSet } from "../../source-set.js";
import { chainBit } from "./definite-places.js";
import type { WriteTables } from "./write-tables.js";

interface SetPlaces {
  /** The places that are set on every path. */
  readonly set: BitSet | undefined;
  readonly tables: WriteTables;
}

/** Adds to reads which of their references are covered: they end a `??` chain, and some operand of it is always set. */
export function withCovered(
  reads: readonly ReadPlan[],
  uses: readonly ReferenceUse[],
  { set, tables }: SetPlaces,
): readonly ReadPlan[] {
  if (set === undefined || tables.chains.count === 0) return reads;
  const covered = new Map<string, CoveredPlan[]>();
  for (const { reference, before } of uses) {
    const chain = tables.chains.of(reference);
    if (chain === undefined || !hasBit(set, chainBit(chain, tables)) || hasAlwaysSet(before, reads)) continue;
    addToList(covered, referenceKey(reference), { reference, before });
  }
  if (covered.size === 0) return reads;
  return reads.map((read) => {
    const found = isAlwaysSet(read.sources) ? undefined : covered.get(readKey(read));
    return found === undefined ? read : { ...read, covered: found };
  });
}

/** Whether one of some references is always set by itself. What follows it is only there for null. */
export function hasAlwaysSet(references: readonly ReferencePlan[], reads: readonly ReadPlan[]): boolean {
  const keys = new Set(references.map(referenceKey));
  return reads.some((read) => keys.has(readKey(read)) && isAlwaysSet(read.sources));
}

function readKey({ scope, path }: Pick<ReadPlan, "path"> & { readonly scope: string }): string {
  return `${scope} ${pathKey(path)}`;
}

function referenceKey({ scope, path }: ReferencePlan): string {
  return readKey({ scope, path: path.map(({ value }) => value) });
}
