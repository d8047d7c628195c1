import { describe, expect, it } from "vitest";
import type { FlowEvent, NodeSpec } from "@flowc/runtime";
import { after, errorOf, flow, loop, node, order, router, same, stream } from "./flows.js";

/** Counts the items between `enter` and `leave`. */
function counter(): { readonly enter: (item: unknown) => unknown; leave: (item: unknown) => unknown; most: number } {
  let now = 0;
  const counted = {
    most: 0,
    enter: async (item: unknown): Promise<unknown> => {
      now += 1;
      counted.most = Math.max(counted.most, now);
      await after(1);
      return item;
    },
    leave: async (item: unknown): Promise<unknown> => {
      await after(Number(item) % 3);
      now -= 1;
      return item;
    },
  };
  return counted;
}

const chain = (concurrency: number | undefined, { enter, leave }: ReturnType<typeof counter>): NodeSpec[] => [
  loop("l", "a", { done: "d", collect: "c", ...(concurrency !== undefined && { concurrency }) }),
  node("a", enter, ["b"]),
  node("b", same, ["c"]),
  node("c", leave),
  node("d", same),
];

describe("a loop's concurrency (SPEC 15)", () => {
  it.each([
    [1, 1, 1],
    [1, 8, 1],
    [2, 8, 2],
    [3, Infinity, 3],
    [2, 1, 2],
    [8, 8, 6],
    [undefined, 8, 6],
  ])("limit %s, run concurrency %s: at most %d items are under way", async (limit, concurrency, most) => {
    const counted = counter();
    const context = await flow(chain(limit, counted)).run({}, [1, 2, 3, 4, 5, 6], { concurrency });
    expect(counted.most).toBe(most);
    expect(context.payloads["d"]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("1 lets items follow each other in the order of the list", () => {
    const spec = [loop("l", "a", { concurrency: 1 }), node("a", same, ["b"]), node("b", same)];
    expect(order(flow(spec).runSync({}, [1, 2, 3]))).toBe("l a b l a b l a b");
    const free = [loop("l", "a"), node("a", same, ["b"]), node("b", same)];
    expect(order(flow(free).runSync({}, [1, 2, 3]))).toBe("l a l b a l b a b");
  });

  it("counts inner loops, their done routes and handlers of failures", () => {
    const fails = (n: number): number => {
      if (n === 2) throw new Error("two");
      return n;
    };
    const spec = [
      loop("l", "k", { concurrency: 1 }),
      loop("k", "a", { done: "s", collect: "a" }),
      node("a", fails, [], { policy: { onError: { goto: "h" } } }),
      node("h", same, ["i"]),
      node("i", same),
      node("s", same),
    ];
    const context = flow(spec).runSync({}, [[1, 2], [3]]);
    expect(order(context)).toBe("l k a k a h i s l k a s");
  });

  it("counts cycles", () => {
    const spec = [
      loop("l", "a", { concurrency: 1 }),
      node("a", (n: number) => n - 1, ["r"]),
      router("r", (n: number) => (n > 0 ? "a" : "b"), ["a", "b"]),
      node("b", same),
    ];
    const cycles = [{ header: "a", members: ["a", "r"] }];
    expect(order(flow(spec, { cycles }).runSync({}, [2, 1]))).toBe("l a r a r b l a r b");
  });

  it("is for each activation of the loop", () => {
    const spec = [loop("l", "k"), loop("k", "a", { concurrency: 1 }), node("a", same, ["b"]), node("b", same)];
    expect(
      order(
        flow(spec).runSync({}, [
          [1, 2],
          [3, 4],
        ]),
      ),
    ).toBe("l k l a k b a k b a k b a b");
  });

  it.each([1, 2, Infinity])("goes on where an item only waits for a join, at concurrency %s", async (concurrency) => {
    const spec = [
      loop("l", "r", { done: "d", collect: "j", concurrency: 1 }),
      router("r", (n: number) => (n === 2 ? ["a"] : ["a", "b"]), ["a", "b"]),
      node("a", same, ["j"]),
      node("b", same, ["j"]),
      node("j", ({ a }: { a: unknown }) => a, [], { joins: [["a"], ["b"]] }),
      node("d", same),
    ];
    const context = await flow(spec).run({}, [1, 2, 3], { concurrency });
    expect(context.payloads["d"]).toEqual([1, undefined, 3]);
  });

  it.each([1, 2])("asks an async iterable for an item when there is room (limit %d)", async (limit) => {
    const log: string[] = [];
    async function* source(): AsyncGenerator<number> {
      for (let n = 1; n < 5; n += 1) {
        await Promise.resolve();
        log.push(`take ${n}`);
        yield n;
      }
    }
    const spec = [
      loop("l", "a", { concurrency: limit }),
      node("a", async (n: number) => {
        await after(5);
        log.push(`end ${n}`);
      }),
    ];
    await flow(spec).run({}, source(), { concurrency: 8 });
    for (let n = 1 + limit; n < 5; n += 1) {
      expect(log.indexOf(`take ${n}`)).toBeGreaterThan(log.indexOf(`end ${n - limit}`));
    }
    expect(log).toHaveLength(8);
  });

  it("ends with a failure of an item, and closes the list", async () => {
    let isClosed = false;
    async function* source(): AsyncGenerator<number> {
      try {
        for (let n = 1; ; n += 1) yield await Promise.resolve(n);
      } finally {
        isClosed = true;
      }
    }
    const spec = [
      loop("l", "a", { concurrency: 2 }),
      node("a", async (n: number) => {
        await after(1);
        if (n === 3) throw new Error("three");
      }),
    ];
    expect(await errorOf(() => flow(spec).run({}, source(), { concurrency: 8 }))).toMatchObject({ message: "three" });
    await after(1);
    expect(isClosed).toBe(true);
  });

  it("its done route starts where the list itself fails, once its items have ended", async () => {
    async function* source(): AsyncGenerator<number> {
      yield 1;
      yield 2;
      await after(1);
      throw new Error("no more");
    }
    const spec = [
      loop("l", "a", { done: "d", collect: "a", concurrency: 2, policy: { onError: "continue" } }),
      node("a", async (n: number) => (await after(3 * n), n * 10)),
      node("d", same),
    ];
    const context = await flow(spec).run({}, source(), { concurrency: 4 });
    expect(context.payloads["d"]).toEqual([10, 20]);
    expect(context.errors).toMatchObject([{ node_id: "l", message: "no more" }]);
  });

  it("says that each step of the loop is caused by the one before it", async () => {
    const causes: unknown[] = [];
    const onEvent = (event: FlowEvent): void => {
      if (event.type === "start" && event.nodeId === "l") causes.push(event.from);
    };
    const spec = [loop("l", "a", { concurrency: 1 }), node("a", same)];
    await flow(spec).run({}, stream(1, 2), { onEvent, concurrency: 2 });
    expect(causes).toEqual([[], [{ nodeId: "l", visit: 1 }], [{ nodeId: "l", visit: 2 }]]);
  });

  it.each([0, -1, 1.5, "3", Number.NaN])("a table cannot state %j", (concurrency) => {
    const spec = [loop("l", "a", { concurrency: concurrency as number }), node("a", same)];
    expect(() => flow(spec)).toThrow("Node `l` of flow `test`: its `concurrency` must be a whole number from 1");
  });

  it("a table must name limitSupport", () => {
    const spec = [loop("l", "a", { concurrency: 2 }), node("a", same)];
    expect(() => flow(spec, { uses: [] })).toThrow(
      "Node `l` of flow `test`: it needs `limitSupport`: add it to `uses`",
    );
  });
});
