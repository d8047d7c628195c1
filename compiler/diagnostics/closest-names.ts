import { distance } from "fastest-levenshtein";

/**
 * The candidates that a misspelt name most likely means, best first: at most three. Case is counted as half a mistake;
 * a long name may differ by a third of its characters, one of less than three may lack its last one and nothing else.
 */
export function closestNames(name: string, candidates: Iterable<string>): string[] {
  const limit = Math.floor(name.length / 3) + (name.length > 3 ? 1 : 0);
  const lower = name.toLowerCase();
  const scored: { candidate: string; score: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const lacksLast = candidate.length === 3 && name.length === 2 && candidate.startsWith(name);
    if (!lacksLast && Math.abs(candidate.length - name.length) > limit) continue;
    const score = distance(lower, candidate.toLowerCase()) + (candidate === name ? 0 : 0.5);
    if (lacksLast || score <= limit + 0.5) scored.push({ candidate, score });
  }
  return scored
    .sort((a, b) => a.score - b.score || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** The keys that an unknown key most likely means: those it is close to, else the one that has it as a word, as `body_route` has `body`. */
export function closestKeys(key: string, known: readonly string[]): string[] {
  const close = closestNames(key, known);
  const longer = known.filter((candidate) => candidate.split("_").includes(key));
  return close.length > 0 || longer.length !== 1 ? close : longer;
}
