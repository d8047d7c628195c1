/** Which activations of a run are causes of others, as a row of bits for each activation. */
export interface Ancestors {
  /** Whether `one` is a cause of `other`, directly or indirectly. An activation is not its own cause. */
  isBefore(one: number, other: number): boolean;
  /** Makes `cause`, and everything that caused it, causes of `row`. */
  add(row: number, cause: number): void;
  /** Calls back with each cause of one activation that is not a cause of the other. */
  difference(one: number, other: number, found: (cause: number) => void): void;
}

export function createAncestors(rows: number): Ancestors {
  const words = (rows + 31) >>> 5;
  const bits = new Int32Array(rows * words);
  const has = (row: number, at: number): boolean => (((bits[row * words + (at >>> 5)] ?? 0) >>> (at & 31)) & 1) === 1;
  const unite = (row: number, from: number): void => {
    for (let word = 0; word < words; word++) bits[row * words + word]! |= bits[from * words + word]!;
  };
  return {
    isBefore: (one, other) => has(other, one),
    add: (row, cause) => {
      unite(row, cause);
      bits[row * words + (cause >>> 5)]! |= 1 << (cause & 31);
    },
    difference: (one, other, found) => {
      for (let at = 0; at < rows; at++) if (has(one, at) && !has(other, at)) found(at);
    },
  };
}
