import { distance } from "fastest-levenshtein";

/**
 * Whether a name is so close to another one that it may be replaced without asking: they differ only in case, `_` and
 * `-`, in one character, in the order of two neighbors or, from eight characters on, in two characters.
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
