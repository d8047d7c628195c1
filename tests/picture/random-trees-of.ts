import type { Picture } from "../../picture/picture.js";
import { createRandom } from "../analyze/random-flow.js";
import { randomPicture } from "./random-picture.js";

/** The first random flow from a seed on that has no errors: others are not expanded. */
function soundFrom(seed: number): Picture {
  for (let next = seed; ; next++) {
    const picture = randomPicture(next % 2 ** 31);
    if (picture.isPartial !== true) return picture;
  }
}

/** A random flow in which up to three nodes run other flows: those of `childOf`, which are again such flows. */
export function flowAt(seed: number, depth: number, number: number): Picture {
  const random = createRandom(seed * 31 + depth * 7 + number);
  const plain = soundFrom(seed * 9700 + depth * 130 + number * 17);
  const picture = { ...plain, file: `${depth}-${number}.flow.yaml` };
  const candidates = picture.nodes.filter(({ kind }) => kind === "function").map(({ id }) => id);
  const chosen = new Set(Array.from({ length: 1 + random(4 - depth) }, () => candidates[random(candidates.length)]));
  const nodes = picture.nodes.map((node) => {
    const file = `${depth + 1}-${random(2)}.flow.yaml`;
    return depth < 3 && chosen.has(node.id) ? { ...node, callable: file, flow: { file } } : node;
  });
  // Few random flows have a handler of their own. It is in no loop and no join (policy/goto-into-loop, policy/goto-into-join).
  const outside = picture.nodes
    .filter(({ kind, parent, arrival }) => kind === "function" && parent === undefined && arrival.length < 2)
    .map(({ id }) => id);
  const handler = picture.handler ?? (random(3) === 0 ? outside[random(outside.length)] : undefined);
  return { ...picture, nodes, ...(handler !== undefined && { handler }) };
}
