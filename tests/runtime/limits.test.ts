import { describe, expect, it } from "vitest";
import { flow, node, router, same } from "./flows.js";

const ids = (count: number): string[] => Array.from({ length: count }, (_, at) => `n${at}`);

describe("limits", () => {
  it("runs a chain of 10,000 nodes, sync and async", async () => {
    const chain = (call: (n: number) => unknown) => {
      const all = ids(10_000);
      return flow(all.map((id, at) => node(id, call, all.slice(at + 1, at + 2))));
    };
    expect(chain((n) => n + 1).runSync({}, 0).payloads["n9999"]).toBe(10_000);
    const context = await chain(async (n) => n + 1).run({}, 0, { concurrency: 4 });
    expect(context.payloads["n9999"]).toBe(10_000);
  });

  it("joins 10,000 parents", async () => {
    const parents = ids(10_000);
    const joins = parents.map((id) => [id]);
    const nodes = [
      node("s", same, parents),
      ...parents.map((id) => node(id, async () => id, ["j"])),
      node("j", same, [], { joins }),
    ];
    const context = await flow(nodes).run({}, 0, { concurrency: Infinity });
    expect(Object.keys(context.payloads["j"] as object)).toEqual([...parents].sort());
  });

  it("runs over 1,000,000 items", () => {
    const nodes = [
      { id: "l", kind: "loop" as const, body: "b", done: "d", collect: "b" },
      node("b", (n: number) => n + 1),
      node("d", (all: number[]) => all.length),
    ];
    const items = Array.from({ length: 1_000_000 }, (_, at) => at);
    expect(flow(nodes).runSync({}, items).payloads["d"]).toBe(1_000_000);
  });

  it("queues as many arrivals for one group of a join without slowing down", () => {
    let joined = 0;
    const nodes = [
      node("s", same, ["many", "late"]),
      node("many", () => Array.from({ length: 200_000 }, () => "x"), ["fan"]),
      router("fan", same, ["x"]),
      node("x", same, ["j"]),
      node("late", same, ["later"]),
      node("later", same, ["y"]),
      node("y", same, ["j"]),
      node("j", () => (joined += 1), [], { joins: [["x"], ["y"]] }),
    ];
    flow(nodes).runSync({});
    expect(joined).toBe(1);
  });

  it("goes round a cycle 100,000 times", () => {
    const nodes = [
      node("h", (n: number) => n + 1, ["a", "b"]),
      node("a", same, ["j"]),
      node("b", same, ["j"]),
      router("j", ({ a }: { a: number }) => (a < 100_000 ? { h: a } : null), ["h"], { joins: [["a"], ["b"]] }),
    ];
    const context = flow(nodes, { cycles: [{ header: "h", members: ["h", "a", "b", "j"] }] }).runSync({}, 0);
    expect(context.payloads["h"]).toBe(100_000);
  });
});
