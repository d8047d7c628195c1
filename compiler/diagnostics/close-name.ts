import { distance } from "fastest-levenshtein";

/**
 * Whether a name is so close to another that it may be replaced without asking: the same but for case, `_` and `-`, one
 * character away, two neighbours swapped, or, from eight characters on, two characters away.
 */
export function isCloseName(found: string, name: string): boolean {
  const [one, other] = [found, name].map((text) => text.toLowerCase().replaceAll(/[_-]/gu, "")) as [string, string];
  const away = distance(one, other);
  return away <= (name.length >= 8 ? 2 : 1) || isSwapped(one, other);
}

function isSwapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = [...one].findIndex((character, index) => character !== other[index]);
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}
