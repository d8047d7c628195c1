/**
 * Paths, and other lists of names, as text: different for different ones, regardless of the characters in them. An index and the
 * key of the same digits are one place.
 */
export function pathKey(path: readonly (string | number)[]): string {
  let key = "";
  for (const step of path) {
    const name = String(step);
    key += `${name.length}:${name}`;
  }
  return key;
}
