/**
 * Encodes a path, or another list of names, as a string. Different lists give different strings, whichever characters
 * they contain. An index equals the key with the same digits.
 */
export function pathKey(path: readonly (string | number)[]): string {
  let key = "";
  for (const step of path) {
    const name = String(step);
    key += `${name.length}:${name}`;
  }
  return key;
}
