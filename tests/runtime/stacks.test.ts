import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Host, Meta, NodeSpec, PolicySpec, RunOptions } from "@flowc/runtime";
import { after, errorOf, flow, node, same } from "./flows.js";

const { stackTraceLimit } = Error;
beforeAll(() => void (Error.stackTraceLimit = 100));
afterAll(() => void (Error.stackTraceLimit = stackTraceLimit));

/**
 * Names of the functions in the stack of an error. Those of the runtime become `runtime`, and everything below them is
 * left out.
 */
function framesOf(error: unknown): string[] {
  const lines = (error as Error).stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  const frames = lines.map((line) =>
    /[\\/]runtime[\\/](?!.*\.test\.ts)(?:engine|define-flow|prepare|concurrency|hosts|joins|loops|policies|routers)/.test(
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
/** The first attempt fails in a different way. */
function later(payload: unknown, _: unknown, { attempt }: Meta): unknown {
  if (attempt === 1) throw new RangeError("not yet");
  return thrower(payload);
}
async function laterAwaits(payload: unknown, context: unknown, meta: Meta): Promise<unknown> {
  await after(1);
  return later(payload, context, meta);
}
const rejects = async (payload: unknown): Promise<unknown> => thrower(payload);
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
    ["a timeout", nodes(thrower, { policy: { timeout: 1000 } }), undefined],
    ["an item of a loop", [{ id: "l", kind: "loop", body: "a" }, node("a", thrower)], undefined],
  ])("begins in the callable, with at most two frames of the runtime: %s", async (_, table, options) => {
    const frames = framesOf(await errorOf(() => flow(table).run({}, [1], options)));
    expect(frames[0]).toBe("inner");
    expect(frames.filter((frame) => frame === "runtime")).toHaveLength(2);
    expect(frames).toHaveLength(4);
  });

  it("shows the callable that waited", async () => {
    const frames = framesOf(await errorOf(() => flow(nodes(awaits)).run({}, 1)));
    expect(frames.slice(0, 2)).toEqual(["inner", "awaits"]);
    expect(frames.filter((frame) => frame === "runtime").length).toBeLessThanOrEqual(2);
  });
});

const host: Host = {
  step: (_, call) => call(),
  race: async (pending) => {
    const ends = pending.map(({ promise }, at) =>
      promise.then(
        () => at,
        () => at,
      ),
    );
    return Promise.race(ends);
  },
};
const waitingHost: Host = { ...host, step: async (_, call) => (await after(1), await call()) };

const ways: Record<string, RunOptions | "runSync"> = {
  run: {},
  runSync: "runSync",
  concurrency: { concurrency: Infinity },
  "a listener": { onEvent: () => undefined },
  "a host": { host },
  "a host that waits": { host: waitingHost, concurrency: 2 },
};
const callables = { thrower, rejects, awaits, later, laterAwaits };
const policies: Record<string, PolicySpec> = {
  "no policy": {},
  timeout: { timeout: 1000 },
  retry: { retry: { maxAttempts: 3 } },
  "retry after a delay": { retry: { maxAttempts: 2, delay: 1 }, timeout: 1000 },
};
type Table = (call: (...args: never) => unknown) => NodeSpec[];
const tables: Record<string, Table> = {
  "a plain node": (call) => nodes(call),
  "a router": (call) => nodes(call, { kind: "router" }),
  "the entry": (call) => [node("a", call)],
  "an item of a loop": (call) => [{ id: "l", kind: "loop", body: "m" }, node("m", same, ["a"]), node("a", call)],
  "a join": (call) => [
    node("s", same, ["m", "n"]),
    node("m", same, ["a"]),
    node("n", same, ["a"]),
    node("a", call, [], { joins: [["m"], ["n"]] }),
  ],
};

const cases = Object.keys(policies).flatMap((policy) =>
  Object.keys(ways).flatMap((way) => Object.keys(tables).map((table) => ({ policy, way, table }))),
);

describe("the stack of an error, with anything around its callable", () => {
  it.each(cases)("$policy, $way, $table", async ({ policy, way, table }) => {
    for (const [name, call] of Object.entries(callables)) {
      const tested = flow(tables[table]?.(call) ?? [], { policy: policies[policy] ?? {} });
      const options = ways[way];
      const isLater = name.startsWith("later");
      if (options === "runSync" && (/await|reject/i.test(name) || policy.includes("delay"))) continue;
      if (isLater && !policy.includes("retry")) continue;
      const error = await errorOf(() =>
        options === "runSync" ? tested.runSync({}, [1]) : tested.run({}, [1], options),
      );
      expect(String(error)).toBe("Error: from the callable");
      const frames = framesOf(error);
      expect({ name, first: frames[0] ?? "inner" }).toEqual({ name, first: "inner" });
      const many = frames.filter((frame) => frame === "runtime").length;
      expect({ name, many, isFew: many <= 2 }).toEqual({ name, many, isFew: true });
    }
  });
});
