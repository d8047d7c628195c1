import { recorded, type RecordOptions } from "@flowc/runtime/trace";
import { called, child } from "../runtime/children.js";
import { type AnyFlow, flow, loop, node, same } from "../runtime/flows.js";

/** The record of a run of a flow. A run that fails is recorded too. */
export async function recordFlow(
  tested: AnyFlow,
  options: Partial<RecordOptions> & { input?: unknown } = {},
): Promise<string> {
  let text = "";
  const { input = 1, ...more } = options;
  await recorded(tested, { values: "full", write: (line) => void (text += line), ...more })
    .run({}, input, { id: "run-1" })
    .catch(() => undefined);
  return text;
}

/**
 * Three flows deep; all have nodes `a` and `n`. For each of `items`, `n` runs the flow `mid`, whose `n` runs the flow `deep`, whose `a` is
 * called with the item. `n` of `mid` makes up to two attempts.
 */
export function threeDeep(a: (item: number) => unknown, items: readonly number[] = [1, 2, 3]): AnyFlow {
  const deep = called([node("a", a, [], { at: "7:3" })], { name: "deep", source: "flows/deep.flow.yaml" });
  const inMid = child("n", deep, [], { policy: { retry: { maxAttempts: 2 } }, at: "5:5" });
  const mid = called([node("a", same, ["n"]), inMid], { name: "mid", source: "flows/mid.flow.yaml" });
  return flow([
    node("a", () => items, ["each"]),
    loop("each", "n", { items: (list: unknown) => list, done: "last", collect: "n" }),
    child("n", mid, []),
    node("last", same),
  ]);
}
