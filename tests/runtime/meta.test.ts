import { afterEach, describe, expect, it, vi } from "vitest";
import type { Meta, NodeSpec, RunOptions } from "@flowc/runtime";
import { after, errorOf, flow, loop, node, same, stream } from "./flows.js";
import { recorder } from "./recording-host.js";

afterEach(() => vi.unstubAllGlobals());

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A callable that records what its `meta` says. */
function noting(told: unknown[], of: (meta: Meta) => unknown) {
  return async (payload: unknown, _: unknown, meta: Meta): Promise<unknown> => {
    told.push(of(meta));
    await after(0);
    return payload;
  };
}

const ways: [string, () => RunOptions][] = [
  ["concurrency 1", () => ({})],
  ["any concurrency", () => ({ concurrency: Infinity })],
  ["a host", () => ({ host: recorder().host })],
];

describe("meta.index (SPEC 7)", () => {
  it.each(ways)("has the position in each loop around, outermost first: %s", async (_, options) => {
    const told: unknown[] = [];
    const nodes: NodeSpec[] = [
      loop("outer", "inner", { done: "end", collect: "inner" }),
      loop("inner", "cell"),
      node(
        "cell",
        noting(told, ({ index }) => index),
      ),
      node(
        "end",
        noting(told, ({ index }) => index),
      ),
    ];
    await flow(nodes).run({}, [["a", "b"], [], ["c"]], options());
    expect(told.map((index) => JSON.stringify(index)).sort()).toEqual(["[0,0]", "[0,1]", "[2,0]", "[]"]);
    expect(told.at(-1)).toEqual([]);
  });

  it("stays that of the item in a cycle inside the loop, over a list that is waited for, and in later attempts", async () => {
    const told: unknown[] = [];
    const flaky = (_: unknown, __: unknown, { index, attempt }: Meta): string => {
      told.push([...index, attempt]);
      if (attempt === 1) throw new Error("no");
      return "done";
    };
    const nodes: NodeSpec[] = [
      loop("l", "h"),
      node("h", same, ["r"]),
      { ...node("r", flaky, ["h", "done"], { policy: { retry: { maxAttempts: 2 } } }), kind: "router" } as NodeSpec,
      node("done", same),
    ];
    await flow(nodes, { cycles: [{ header: "h", members: ["h", "r"] }] }).run({}, stream("x", "y"));
    expect(told).toEqual([
      [0, 1],
      [0, 2],
      [1, 1],
      [1, 2],
    ]);
  });
});

describe("meta.key (SPEC 7, 13)", () => {
  it.each(ways)("is `<run id>/<id>#<visit>`: %s", async (_, options) => {
    const told: string[] = [];
    const nodes = [
      loop("each", "a b"),
      node(
        "a b",
        noting(told, ({ key }) => key),
      ),
    ];
    await flow(nodes).run({}, [1, 2, 3], { ...options(), id: "order-7" });
    expect(told).toEqual(["order-7/a b#1", "order-7/a b#2", "order-7/a b#3"]);
  });

  it("encodes the separators of a step's name", async () => {
    const told: string[] = [];
    const ids = ["50%", "a/b", "a#1", "a@b", "é", "%2F"];
    const nodes = ids.map((id, at) =>
      node(
        id,
        noting(told, ({ key }) => key),
        ids.slice(at + 1, at + 2),
      ),
    );
    await flow(nodes).run({}, 0, { id: "r" });
    expect(told).toEqual(["r/50%25#1", "r/a%2Fb#1", "r/a%231#1", "r/a%40b#1", "r/é#1", "r/%252F#1"]);
  });

  it("is the same for all attempts of a visit, even with a timeout or a delay", async () => {
    const told: string[] = [];
    const failing = async (_: unknown, __: unknown, { key, attempt }: Meta): Promise<void> => {
      told.push(key);
      await after(0);
      if (attempt < 3) throw new Error("no");
    };
    const policy = { retry: { maxAttempts: 3, delay: 1 }, timeout: 1000 };
    await flow([node("a", failing, ["b"], { policy }), node("b", failing, [], { policy })]).run({}, 0, { id: "r" });
    expect(told).toEqual(["r/a#1", "r/a#1", "r/a#1", "r/b#1", "r/b#1", "r/b#1"]);
  });

  it("has a fresh UUID for each run without `id`", async () => {
    const told: string[] = [];
    const tested = flow([
      node(
        "a",
        noting(told, ({ key }) => key),
        ["b"],
      ),
      node(
        "b",
        noting(told, ({ key }) => key),
      ),
    ]);
    await tested.run({});
    await tested.run({});
    const runs = told.map((key) => key.split("/")[0] ?? "");
    expect(new Set(runs).size).toBe(2);
    expect(runs[0]).toBe(runs[1]);
    for (const run of runs) expect(run).toMatch(uuid);
  });

  it("requires `id` if no UUID can be created", async () => {
    vi.stubGlobal("crypto", undefined);
    const key = (_: unknown, __: unknown, meta: Meta): string => meta.key;
    expect(await errorOf(() => flow([node("a", key)]).runSync({}))).toMatchObject({ code: "run/option", nodeId: "a" });
    expect(flow([node("a", key)]).runSync({}, 0, { id: "mine" }).payloads["a"]).toBe("mine/a#1");
  });

  it("creates none if nobody asks", async () => {
    const randomUUID = vi.fn(() => "made");
    vi.stubGlobal("crypto", { randomUUID });
    const told: unknown[] = [];
    await flow([
      node(
        "a",
        noting(told, ({ visit }) => visit),
      ),
    ]).run({});
    expect(randomUUID).not.toHaveBeenCalled();
  });
});
