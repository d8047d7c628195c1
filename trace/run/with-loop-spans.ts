import type { Picture } from "../../picture/picture.js";
import type { RecordedActivation } from "./recorded-run.js";

/** The activations, in which each visit of a loop lasts until the item that it started has ended. Where loops are, the picture says. */
export function withLoopSpans(
  activations: readonly RecordedActivation[],
  picture: Picture | undefined,
): readonly RecordedActivation[] {
  if (picture === undefined) return activations;
  const loopOf = new Map(picture.nodes.map(({ id, parent }) => [id, parent]));
  /** The visit that started an item. */
  const visits = new Map<string, number>();
  const ends = activations.map(({ end }) => end);
  for (const [at, { node, index, item, end }] of activations.entries()) {
    if (item !== undefined) visits.set(placeOf(node, [...index, item]), at);
    let inside = index;
    for (let loop = loopOf.get(node); loop !== undefined && inside.length > 0; loop = loopOf.get(loop)) {
      const visit = visits.get(placeOf(loop, inside));
      if (visit !== undefined) ends[visit] = Math.max(ends[visit] ?? 0, end);
      inside = inside.slice(0, -1);
    }
  }
  return activations.map((activation, at) => ({ ...activation, end: ends[at] ?? activation.end }));
}

function placeOf(node: string, index: readonly number[]): string {
  return `${index.join(".")} ${node}`;
}
