/** "did you mean `a`, `b` or `c`?", or nothing where there are none. */
export function didYouMean(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `did you mean ${eitherOf(names)}?`;
}

/** The same as a sentence of its own. */
export function suggestion(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `Did you mean ${eitherOf(names)}?`;
}

/** "`a`, `b` or `c`". */
export function eitherOf(names: readonly string[]): string {
  return joined(names, "or", mostNamed);
}

/** "`a`, `b` and `c`". */
export function listOf(names: readonly string[]): string {
  return joined(names, "and", mostNamed);
}

/** " (from `a`, `b`, `c` and 37 others)", or nothing where there are none. */
export function fromNodes(names: readonly string[]): string {
  if (names.length > mostSources + 1) return ` (from ${joined(names, "and", mostSources)})`;
  return names.length === 0 ? "" : ` (from ${names.map((name) => `\`${name}\``).join(", ")})`;
}

/** Longer lists fill the screen: the first names and a number tell as much. */
const mostNamed = 12;
const mostSources = 3;

/** @param most of more names than this and one more, only so many are named */
function joined(names: readonly string[], word: "and" | "or", most: number): string {
  const isLong = names.length > most + 1;
  const parts = (isLong ? names.slice(0, most) : names).map((name) => `\`${name}\``);
  if (isLong) parts.push(`${names.length - most} others`);
  const last = parts.pop() ?? "";
  return parts.length > 0 ? `${parts.join(", ")} ${word} ${last}` : last;
}
