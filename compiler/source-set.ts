import { addBit, bitsOf, createBitSet, hasBit, isEmptySet } from "./bit-set.js";
import type { SourceSet, SourceWrite } from "./plan.js";

/** One write of a `SourceSet`. */
export interface ReadSource extends SourceWrite {
  /** Whether the place is set on every path that leads to the reader. */
  readonly always: boolean;
}

/** Creates a set that contains exactly these writes. */
export function sourceSet(sources: readonly ReadSource[]): SourceSet {
  const found = createBitSet(sources.length);
  const always = createBitSet(sources.length);
  const writes = sources.map(({ node, part, path, always: isAlways }, position): SourceWrite => {
    addBit(found, position);
    if (isAlways) addBit(always, position);
    return { node, part, path };
  });
  return { writes, found, always };
}

/** The writes that a read may find, in declared order. Takes time for each of them. */
export function listSources({ writes, found, always }: SourceSet): ReadSource[] {
  return bitsOf(found).flatMap((position) => {
    const write = writes[position];
    return write === undefined ? [] : [{ ...write, always: hasBit(always, position) }];
  });
}

export function hasSources({ found }: SourceSet): boolean {
  return !isEmptySet(found);
}

/** Whether the place that is read, or a part of it, is set on every path that leads to the reader. */
export function isAlwaysSet({ always }: SourceSet): boolean {
  return !isEmptySet(always);
}
