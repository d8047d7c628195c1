import { addToList } from "../../add-to-list.js";
import { pathKey } from "../../path-key.js";

interface Placed {
  readonly scope: string;
  readonly path: readonly (string | number)[];
}

/** Finds the places that a path meets: at it, above it and below it. */
export interface PlaceIndex {
  /** Positions in the list that the index was made of, ascending. */
  meeting(place: Placed): number[];
}

export function createPlaceIndex(places: readonly Placed[]): PlaceIndex {
  /** By a place's own path. */
  const exact = new Map<string, number[]>();
  /** By each path above a place, and its own. */
  const below = new Map<string, number[]>();
  for (const [position, { scope, path }] of places.entries()) {
    addToList(exact, keyOf(scope, path), position);
    for (let length = 0; length <= path.length; length++)
      addToList(below, keyOf(scope, path.slice(0, length)), position);
  }
  return {
    meeting: ({ scope, path }) => {
      const above = path.flatMap((_, length) => exact.get(keyOf(scope, path.slice(0, length))) ?? []);
      const found = [...above, ...(below.get(keyOf(scope, path)) ?? [])];
      return found.sort((one, other) => one - other);
    },
  };
}

function keyOf(scope: string, path: readonly (string | number)[]): string {
  return `${scope} ${pathKey(path)}`;
}
