/** Returns "did you mean `a`, `b` or `c`?", or undefined if there are no names. */
export function didYouMean(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `did you mean ${eitherOf(names)}?`;
}

/** Same, as a sentence of its own. */
export function suggestion(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `Did you mean ${eitherOf(names)}?`;
}

/** Returns "`a`, `b` or `c`". */
export function eitherOf(names: readonly string[]): string {
  return joined(names, "or", mostNamed);
}

/** Returns "`a`, `b` and `c`". */
export function listOf(names: readonly string[]): string {
  return joined(names, "and", mostNamed);
}

/** Returns " (from `a`, `b`, `c` and 37 others)", or "" if there are no names. */
export function fromNodes(names: readonly string[]): string {
  if (names.length > mostSources + 1) return ` (from ${joined(names, "and", mostSources)})`;
  return names.length === 0 ? "" : ` (from ${names.map((name) => `\`${name}\``).join(", ")})`;
}

/** Longer lists would fill the screen: the first names and a number say as much. */
const mostNamed = 12;
const mostSources = 3;

/** @param most if there are at least two more names than this, only this many are listed */
function joined(names: readonly string[], word: "and" | "or", most: number): string {
  const isLong = names.length > most + 1;
  const parts = (isLong ? names.slice(0, most) : names).map((name) => `\`${name}\``);
  if (isLong) parts.push(`${names.length - most} others`);
  const last = parts.pop() ?? "";
  return parts.length > 0 ? `${parts.join(", ")} ${word} ${last}` : last;
}
