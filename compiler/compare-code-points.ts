/** Order by code points, which is not UTF-16 order beyond the basic plane. */
export function compareCodePoints(one: string, other: string): number {
  const left = [...one];
  const right = [...other];
  for (const [index, character] of left.entries()) {
    const against = right[index];
    if (against === undefined) return 1;
    const difference = (character.codePointAt(0) ?? 0) - (against.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
