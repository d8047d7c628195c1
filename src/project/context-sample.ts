import type { NeededContext } from "../../compiler/needed-context.js";

/** The text of a sample context that has all of these paths, in JSON except for its values, each of which is `leaf`. */
export function contextSample(paths: readonly NeededContext["path"][], leaf: string): string {
  const keys = [...new Set(paths.map(([key]) => String(key)))];
  const members = keys.map((key) => {
    const below = paths.filter(([first]) => String(first) === key).map((path) => path.slice(1));
    const isLeaf = below.every((path) => path.length === 0);
    const inner = below.filter((path) => path.length > 0);
    return `${JSON.stringify(key)}: ${isLeaf ? leaf : contextSample(inner, leaf)}`;
  });
  return `{ ${members.join(", ")} }`;
}
