import type { SourceWrite } from "../../source-set.js";
import { addBit, type BitSet, createBitSet, unite } from "../../bit-set.js";
import { pathKey } from "../../path-key.js";

/** Maximum number of parts of a type that are written out at each read. More parts are named once. */
export const mostSpelled = 16;

/** If a read may find more than that, it still writes out up to this many writers of one place. */
export const mostOfOnePlace = 4;

/** What all reads of a place have in common: how the writes in their list can be combined. Positions are in the list. */
export interface WriteList {
  /** Many writes of one place that all write the whole result, or all the same part. */
  readonly crowds: readonly BitSet[];
  /** The crowd that each write belongs to. */
  readonly crowdOf: readonly (BitSet | undefined)[];
  /** The writes that belong to no crowd. */
  readonly uncrowded: BitSet;
  /** Writes of many keys of one place. */
  readonly siblings: readonly Siblings[];
  /** All of them. */
  readonly inSiblings: BitSet;
}

/** Writes of keys of one place. Each key is only written once in the list, and nothing below it. */
export interface Siblings {
  /** The path of the place. */
  readonly above: readonly (string | number)[];
  readonly positions: readonly number[];
  readonly members: BitSet;
}

/** Returns a function that describes a list of writes. It does so once for each list. */
export function createWriteLists(): (writes: readonly SourceWrite[]) => WriteList {
  const known = new Map<readonly SourceWrite[], WriteList>();
  return (writes) => {
    const list = known.get(writes) ?? describe(writes);
    known.set(writes, list);
    return list;
  };
}

function describe(writes: readonly SourceWrite[]): WriteList {
  const siblings = findSiblings(writes);
  const inSiblings = createBitSet(writes.length);
  for (const { members } of siblings) unite(inSiblings, members);
  return { ...findCrowds(writes), siblings, inSiblings };
}

function findCrowds(writes: readonly SourceWrite[]): Omit<WriteList, "siblings" | "inSiblings"> {
  const found = groupPositions(writes, ({ part, path }) => JSON.stringify([part, ...path.map(String)]));
  const crowdOf: (BitSet | undefined)[] = writes.map(() => undefined);
  const crowds: BitSet[] = [];
  const uncrowded = createBitSet(writes.length);
  for (const positions of found.values()) {
    if (positions.length <= mostOfOnePlace) for (const position of positions) addBit(uncrowded, position);
    else {
      const crowd = bitsAt(positions, writes.length);
      crowds.push(crowd);
      for (const position of positions) crowdOf[position] = crowd;
    }
  }
  return { crowds, crowdOf, uncrowded };
}

function findSiblings(writes: readonly SourceWrite[]): Siblings[] {
  const atOrBelow = new Map<string, number>();
  for (const { path } of writes) {
    for (let length = 1; length <= path.length; length++) {
      const key = pathKey(path.slice(0, length));
      atOrBelow.set(key, (atOrBelow.get(key) ?? 0) + 1);
    }
  }
  const found = groupPositions(writes, ({ path }) => pathKey(path.slice(0, -1)));
  return [...found.values()].flatMap((all) => {
    const positions = all.filter((position) => {
      const write = writes[position];
      return write !== undefined && isNameable(write) && atOrBelow.get(pathKey(write.path)) === 1;
    });
    const above = writes[positions[0] ?? -1]?.path.slice(0, -1);
    if (above === undefined || positions.length <= mostSpelled) return [];
    return [{ above, positions, members: bitsAt(positions, writes.length) }];
  });
}

/** Whether a write can be a named key of the place above. `"0"` and `0` are the same place, but different keys of a type. */
export function isNameable({ path }: SourceWrite): boolean {
  const key = path.at(-1);
  return key !== undefined && !/^\d/u.test(String(key));
}

function groupPositions(
  writes: readonly SourceWrite[],
  keyOf: (write: SourceWrite) => string,
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [position, write] of writes.entries()) {
    const key = keyOf(write);
    const group = found.get(key);
    if (group === undefined) found.set(key, [position]);
    else group.push(position);
  }
  return found;
}

function bitsAt(positions: readonly number[], size: number): BitSet {
  const bits = createBitSet(size);
  for (const position of positions) addBit(bits, position);
  return bits;
}
