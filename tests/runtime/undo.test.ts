import { describe, expect, it, vi } from "vitest";
import type { FlowEvent, Meta, NodeSpec } from "@flowc/runtime";
import { after, errorOf, flow, loop, node, order, same } from "./flows.js";
import { boom, ledger, type Undone } from "./ledger.js";

describe("undo (SPEC 15)", () => {
  it.each(["run", "runSync"] as const)("calls what undoes each success, in reverse, before %s ends", async (how) => {
    const { log, book } = ledger();
    const spec = [book("flight", ["hotel"]), book("hotel", ["car"]), node("car", () => boom("no car"))];
    const context = {};
    const error = await errorOf(() => flow(spec)[how](context, "trip"));
    expect(error).toMatchObject({ message: "no car" });
    expect(log).toEqual([
      'book flight "trip"',
      'book hotel "flight-done"',
      'undo hotel "flight-done" "hotel-done" no car',
      'undo flight "trip" "flight-done" no car',
    ]);
    expect(context).toMatchObject({ failed_node_id: "car", failed_message: "no car", errors: [{ node_id: "car" }] });
    expect(order(context as never)).toBe("flight hotel car");
  });

  it("does nothing where the run ends well", async () => {
    const { log, book } = ledger();
    await flow([book("a", ["b"]), book("b")]).run({}, 1);
    expect(log).toEqual(["book a 1", 'book b "a-done"']);
  });

  it("does nothing for failures that are handled", async () => {
    const { log, book } = ledger();
    let failures = 0;
    const spec = [
      book("a", ["b"]),
      node("b", () => boom(), ["c"], { policy: { onError: "continue" } }),
      node("c", () => ((failures += 1) < 2 ? boom() : 1), ["d"], { policy: { retry: { maxAttempts: 2 } } }),
      node("d", () => boom(), [], { policy: { onError: { goto: "e" } } }),
      node("e", same),
    ];
    await flow(spec).run({}, 1);
    expect(log).toEqual(["book a 1"]);
  });

  it.each([1, 2, 8])("covers items of loops and passes of cycles, mixed, at concurrency %d", async (concurrency) => {
    const { log, book } = ledger();
    const spec = [
      loop("l", "a", { done: "z", collect: "b" }),
      book("a", ["b"]),
      book("b"),
      node("z", () => boom("late")),
    ];
    await errorOf(() => flow(spec).run({}, [1, 2], { concurrency }));
    const undone = log.filter((line) => line.startsWith("undo"));
    const bookings = log.filter((line) => line.startsWith("book"));
    expect(bookings).toHaveLength(4);
    const wordsOf = (line: string): string => line.split(" ").slice(1, 3).join(" ");
    expect(undone.map(wordsOf)).toEqual(bookings.map(wordsOf).toReversed());
  });

  it("gets the context only with access to it, and a meta with the same key for all attempts", async () => {
    const seen: unknown[] = [];
    const keys: string[] = [];
    const spec = [
      loop("l", "a"),
      node(
        "a",
        (_: unknown, __: unknown, meta: Meta) => {
          keys.push(meta.key);
          return meta.attempt < 2 ? boom() : 1;
        },
        ["b"],
        {
          context: true,
          policy: { retry: { maxAttempts: 3 } },
          undo: {
            call: (_: Undone, context: { steps: unknown[] }, meta: Meta) => {
              seen.push([context.steps.length > 0, meta.nodeId, meta.visit, meta.attempt, meta.index]);
              keys.push(meta.key);
              if (meta.attempt < 3) boom("not yet");
            },
          },
        },
      ),
      node("b", () => boom()),
    ];
    const context = {};
    await errorOf(() => flow(spec).run(context, ["x"], { id: "run-1" }));
    expect(seen).toEqual([1, 2, 3].map((attempt) => [true, "a", 1, attempt, [0]]));
    expect([...new Set(keys)]).toEqual(["run-1/a#1"]);
    expect(context).toMatchObject({ errors: [{ message: "boom" }] });
  });

  it("an undo that fails is recorded and reported, and the others go on", async () => {
    const { log, book } = ledger();
    const events: FlowEvent[] = [];
    const spec = [
      book("a", ["b"]),
      book("b", ["c"], { undo: { call: () => boom("no refund") }, policy: { onError: "continue" } }),
      node("c", () => boom("no car")),
    ];
    const context: Record<string, unknown> = {};
    const error = await errorOf(() => flow(spec).run(context, 1, { onEvent: (event) => events.push(event) }));
    expect(error).toMatchObject({ message: "no car" });
    expect(log.at(-1)).toBe('undo a 1 "a-done" no car');
    expect(context["errors"]).toEqual([
      { node_id: "c", exception: "Error", message: "no car" },
      { node_id: "b", exception: "Error", message: "no refund", undo: true },
    ]);
    expect(context["failed_node_id"]).toBe("c");
    expect(events.slice(-5).map((event) => [event.type, "nodeId" in event && event.nodeId])).toEqual([
      ["undo", "b"],
      ["undo-failed", "b"],
      ["undo", "a"],
      ["undone", "a"],
      ["end", false],
    ]);
    expect(events.filter(({ type }) => type === "end")).toHaveLength(1);
  });

  it("`failed` undoes failed and timed out activations too, with no result, if they were called", async () => {
    const { log, book } = ledger();
    const failed = (id: string): object => ({
      undo: {
        failed: true,
        call: ({ input, result }: Undone) => void log.push(`undo ${id} ${JSON.stringify(input)} ${String(result)}`),
      },
    });
    const spec = [
      book("a", ["b"]),
      node("b", () => boom(), ["c"], { ...failed("b"), policy: { onError: "continue" } }),
      node("c", () => after(50), ["d"], { ...failed("c"), policy: { timeout: 5, onError: "continue" } }),
      node("d", same, ["e"], { ...failed("d"), inputs: () => boom(), policy: { onError: "continue" } }),
      node("e", () => boom(), [], failed("e")),
    ];
    await errorOf(() => flow(spec).run({}, 1));
    expect(log.map((line) => line.replace(/ boom$/, ""))).toEqual([
      "book a 1",
      'undo e "a-done" undefined',
      'undo c "a-done" undefined',
      'undo b "a-done" undefined',
      'undo a 1 "a-done"',
    ]);
  });

  it("an effect whose condition fails is undone with its result", async () => {
    const log: unknown[] = [];
    const spec = [
      node("a", () => ({ id: 7 }), ["b"], {
        choices: [[{ to: ["b"], reason: "when", when: () => boom("condition") }]],
        undo: { call: ({ result }: Undone) => void log.push(result) },
      }),
      node("b", same),
    ];
    expect(await errorOf(() => flow(spec).run({}, 1))).toMatchObject({ message: "condition" });
    expect(log).toEqual([{ id: 7 }]);
  });

  it("has 30 seconds without a timeout, and is undone after that by nobody", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    try {
      const context: Record<string, unknown> = {};
      let signal: AbortSignal | undefined;
      const hang = (_: Undone, __: unknown, meta: Meta): Promise<unknown> => {
        ({ signal } = meta);
        return new Promise(() => undefined);
      };
      const spec = [node("a", same, ["b"], { undo: { call: hang } }), node("b", () => boom())];
      const running = errorOf(() => flow(spec).run(context, 1));
      await vi.advanceTimersByTimeAsync(29_000);
      expect(signal?.aborted).toBe(false);
      await vi.advanceTimersByTimeAsync(1001);
      expect(await running).toMatchObject({ message: "boom" });
      expect(signal?.aborted).toBe(true);
      expect(context["errors"]).toMatchObject([{}, { node_id: "a", exception: "FlowError", undo: true }]);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("under runSync, an undo that answers with a promise has failed", async () => {
    const context: Record<string, unknown> = {};
    const spec = [node("a", same, ["b"], { undo: { call: async () => undefined } }), node("b", () => boom())];
    expect(await errorOf(() => flow(spec).runSync(context, 1))).toMatchObject({ message: "boom" });
    expect(context["errors"]).toMatchObject([{ node_id: "b" }, { node_id: "a", undo: true }]);
  });
});

describe("tables with undo", () => {
  it.each<[string, NodeSpec, string]>([
    [
      "a router",
      { ...node("a", same), kind: "router", undo: { call: same } } as NodeSpec,
      "only a function node can have an `undo`",
    ],
    [
      "no function",
      node("a", same, [], { undo: { call: 3 } }),
      "`call` of its `undo` must be a function, it is a number",
    ],
  ])("refuse %s", (_, spec, message) => {
    expect(() => flow([spec])).toThrow(`Node \`a\` of flow \`test\`: ${message}`);
  });

  it("must name undoSupport", () => {
    const spec = [node("a", same, [], { undo: { call: same } })];
    expect(() => flow(spec, { uses: [] })).toThrow("Node `a` of flow `test`: it needs `undoSupport`: add it to `uses`");
  });
});
