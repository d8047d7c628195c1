import { addToList } from "../../add-to-list.js";
import { pathKey } from "../../path-key.js";

interface Placed {
  readonly scope: string;
  readonly path: readonly (string | number)[];
}

/** Finds the places that a path meets: at it, above it and below it. */
export interface PlaceIndex {
  /** Positions in the indexed list, in ascending order. */
  meeting(place: Placed): readonly number[];
}

export function createPlaceIndex(places: readonly Placed[]): PlaceIndex {
  /** Positions of places, keyed by their own path. */
  const exact = new Map<string, number[]>();
  /** Positions of places, keyed by their own path and by every path above it. */
  const below = new Map<string, number[]>();
  for (const [position, { scope, path }] of places.entries()) {
    addToList(exact, keyOf(scope, path), position);
    for (let length = 0; length <= path.length; length++)
      addToList(below, keyOf(scope, path.slice(0, length)), position);
  }
  const known = new Map<string, readonly number[]>();
  return {
    meeting: ({ scope, path }) => {
      const key = keyOf(scope, path);
      const same = known.get(key);
      if (same !== undefined) return same;
      const above = path.flatMap((_, length) => exact.get(keyOf(scope, path.slice(0, length))) ?? []);
      const found = [...above, ...(below.get(key) ?? [])];
      found.sort((one, other) => one - other);
      known.set(key, found);
      return found;
    },
  };
}

function keyOf(scope: string, path: readonly (string | number)[]): string {
  return `${scope} ${pathKey(path)}`;
}
