import { distance } from "fastest-levenshtein";

/**
 * Returns the candidates that a misspelt name most likely means, at most three, best first. A difference in case counts
 * as half a mistake. A long name may differ in a third of its characters; a name of two characters may only lack the
 * last one.
 */
export function closestNames(name: string, candidates: Iterable<string>): string[] {
  const limit = Math.floor(name.length / 3) + (name.length > 3 ? 1 : 0);
  const lower = name.toLowerCase();
  const scored: { candidate: string; score: number }[] = [];
  for (const candidate of new Set(candidates)) {
    // The name itself is no advice.
    if (candidate === name) continue;
    const lacksLast = candidate.length === 3 && name.length === 2 && candidate.startsWith(name);
    if (!lacksLast && Math.abs(candidate.length - name.length) > limit) continue;
    const score = distance(lower, candidate.toLowerCase()) + 0.5;
    if (lacksLast || score <= limit + 0.5) scored.push({ candidate, score });
  }
  return scored
    .sort((a, b) => a.score - b.score || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/**
 * Returns the keys that an unknown key most likely means: those that are close to it, or else the only one that
 * contains it as a word, such as `body_route` for `body`.
 */
export function closestKeys(key: string, known: readonly string[]): string[] {
  const close = closestNames(key, known);
  const longer = known.filter((candidate) => candidate.split("_").includes(key));
  return close.length > 0 || longer.length !== 1 ? close : longer;
}
