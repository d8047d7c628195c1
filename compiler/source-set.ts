import { addBit, type BitSet, bitsOf, createBitSet, hasBit, isEmptySet } from "./bit-set.js";

/**
 * The writes that a read may find. If a thousand nodes read what a thousand nodes write, there are a million pairs, so
 * all reads of a place share one list of its writes, and each has bits for those that it may find.
 */
export interface SourceSet {
  /** All writes at, above or below the path, in declared order. */
  readonly writes: readonly SourceWrite[];
  /** Positions of the writes that the read may find. */
  readonly found: BitSet;
  /** Positions of those whose place is set on every path that leads to the reader, by this write or by another one. */
  readonly always: BitSet;
}

/** A write or, for `$payload.node`, the node's result itself. */
export interface SourceWrite {
  /** Id of the node that writes. */
  readonly node: string;
  readonly part: string | number | undefined;
  /** The path below the scope of the read. */
  readonly path: readonly (string | number)[];
}

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
