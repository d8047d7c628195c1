import type { PictureEdge } from "../../picture/picture.js";
import type { RecordedRun } from "./recorded-run.js";
import { keyOf } from "./growing-run.js";

/** How often each edge of a picture was taken, by the causes of activations. */
export function takenEdges({ activations }: Pick<RecordedRun, "activations">): (edge: PictureEdge) => number {
  const byKey = new Map(activations.map((activation) => [keyOf([activation.node, activation.visit]), activation]));
  const counts = new Map<string, number>();
  for (const { node, causes } of activations) {
    for (const cause of causes) {
      const isFailure = byKey.get(keyOf(cause))?.handled === "goto";
      const key = edgeKey(cause[0], node, isFailure);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return ({ from, to, kind }) => counts.get(edgeKey(from, to, kind === "error")) ?? 0;
}

function edgeKey(from: string, to: string, isFailure: boolean): string {
  return JSON.stringify([from, to, isFailure]);
}
