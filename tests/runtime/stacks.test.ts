import { describe, expect, it } from "vitest";
import type { NodeSpec, RunOptions } from "flowc/runtime";
import { after, errorOf, flow, node, same } from "./flows.js";

/** Names of the functions in the stack of an error, the runtime's as `runtime`, and what is below them left out. */
function framesOf(error: unknown): string[] {
  const lines = (error as Error).stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  const frames = lines.map((line) =>
    /[\\/]runtime[\\/](?!.*\.test\.ts)(?:engine|define-flow|plan|concurrency|hosts|joins|loops|policies|routers)/.test(
      line,
    )
      ? "runtime"
      : (/at (?:async )?(?:\w+\.)*(\w+)/.exec(line)?.[1] ?? "?"),
  );
  return frames.slice(0, frames.lastIndexOf("runtime") + 1);
}

function inner(): never {
  throw new Error("from the callable");
}
const thrower = (payload: unknown): unknown => [payload, inner()];
async function awaits(): Promise<unknown> {
  await after(1);
  return inner();
}
const withContext = (_: unknown, context: unknown): unknown => [context, inner()];
const withMeta = (_: unknown, __: unknown, meta: { visit: number }): unknown => [meta.visit, inner()];
const nodes = (call: (...args: never) => unknown, more: object = {}): NodeSpec[] => [
  node("s", same, ["a"]),
  node("a", call, [], more),
];

describe("the stack of an error that a callable throws", () => {
  it.each<[string, NodeSpec[], RunOptions | undefined]>([
    ["a plain node", nodes(thrower), undefined],
    ["a node with the context", nodes(withContext, { context: true }), undefined],
    ["a node with meta", nodes(withMeta), undefined],
    ["a router", nodes(thrower, { kind: "router" }), undefined],
    ["a listener", nodes(thrower), { onEvent: () => undefined }],
    ["concurrency", nodes(thrower), { concurrency: 2 }],
    ["an item of a loop", [{ id: "l", kind: "loop", body: "a" }, node("a", thrower)], undefined],
  ])("begins in the callable, with two frames of the runtime at most: %s", async (_, table, options) => {
    const frames = framesOf(await errorOf(() => flow(table).run({}, [1], options)));
    expect(frames[0]).toBe("inner");
    expect(frames.filter((frame) => frame === "runtime")).toHaveLength(2);
    expect(frames).toHaveLength(4);
  });

  it("has one more below a policy", async () => {
    const table = nodes(thrower, { policy: { timeout: 1000 } });
    const frames = framesOf(await errorOf(() => flow(table).run({}, 1)));
    expect(frames.filter((frame) => frame === "runtime")).toHaveLength(3);
  });

  it("shows the callable that waited", async () => {
    const frames = framesOf(await errorOf(() => flow(nodes(awaits)).run({}, 1)));
    expect(frames.slice(0, 2)).toEqual(["inner", "awaits"]);
    expect(frames.filter((frame) => frame === "runtime").length).toBeLessThanOrEqual(2);
  });
});
