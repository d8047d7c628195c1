/** A set of small integers, as bits. Sets that are combined have the same size. */
export type BitSet = Uint32Array;

export function createBitSet(size: number): BitSet {
  return new Uint32Array(wordsFor(size));
}

/** How many words of 32 bits a set needs. */
export function wordsFor(size: number): number {
  return (size + 31) >>> 5;
}

export function addBit(set: BitSet, index: number): void {
  const word = index >>> 5;
  set[word] = (set[word] ?? 0) | (1 << (index & 31));
}

export function removeBit(set: BitSet, index: number): void {
  const word = index >>> 5;
  set[word] = (set[word] ?? 0) & ~(1 << (index & 31));
}

export function hasBit(set: BitSet, index: number): boolean {
  return ((set[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0;
}

/** Adds `other` to `set`. Returns whether that changed it. */
export function unite(set: BitSet, other: BitSet): boolean {
  let changed = false;
  for (let word = 0; word < set.length; word++) {
    const before = set[word] ?? 0;
    const after = (before | (other[word] ?? 0)) >>> 0;
    if (after !== before) {
      set[word] = after;
      changed = true;
    }
  }
  return changed;
}

/** The members that two sets have in common. */
export function common(one: BitSet, other: BitSet): BitSet {
  const both = one.slice();
  intersect(both, other);
  return both;
}

export function intersect(set: BitSet, other: BitSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) & (other[word] ?? 0);
}

export function subtract(set: BitSet, other: BitSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) & ~(other[word] ?? 0);
}

export function isEmptySet(set: BitSet): boolean {
  return set.every((word) => word === 0);
}

export function isSameSet(one: BitSet, other: BitSet): boolean {
  return one.length === other.length && one.every((word, index) => word === other[index]);
}

/** How many members a set has. */
export function countBits(set: BitSet): number {
  let count = 0;
  for (let word = 0; word < set.length; word++) {
    for (let rest = set[word] ?? 0; rest !== 0; rest &= rest - 1) count += 1;
  }
  return count;
}

/** The members of a set, in ascending order. */
export function bitsOf(set: BitSet): number[] {
  const found: number[] = [];
  for (let word = 0; word < set.length; word++) {
    for (let rest = set[word] ?? 0; rest !== 0; rest &= rest - 1) found.push(word * 32 + 31 - Math.clz32(rest & -rest));
  }
  return found;
}
