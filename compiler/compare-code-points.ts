/** Compares two strings by code points. This differs from the order of UTF-16 units beyond the basic plane. */
export function compareCodePoints(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index++) {
    const left = one.charCodeAt(index);
    const right = other.charCodeAt(index);
    if (left === right) continue;
    // The halves of surrogate pairs are less than the characters that they encode.
    return isSurrogate(left) || isSurrogate(right) ? compareCharacters([...one], [...other]) : left - right;
  }
  return one.length - other.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

function compareCharacters(left: readonly string[], right: readonly string[]): number {
  for (const [index, character] of left.entries()) {
    const against = right[index];
    if (against === undefined) return 1;
    const difference = (character.codePointAt(0) ?? 0) - (against.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
