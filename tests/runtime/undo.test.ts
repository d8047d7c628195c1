import { describe, expect, it, vi } from "vitest";
import { childFlow, type FlowEvent, type FlowSpec, type Meta, type NodeSpec } from "@flowc/runtime";
import { after, errorOf, flow, loop, node, nothing, order, same } from "./flows.js";

interface Undone {
  readonly input: unknown;
  readonly result: unknown;
  readonly error: unknown;
}

/** A log of bookings and what undoes them. */
function ledger(): {
  readonly log: string[];
  /** A node that books what it is called with. */
  readonly book: (id: string, next?: string[], more?: object) => NodeSpec;
} {
  const log: string[] = [];
  return {
    log,
    book: (id, next = [], more = {}) =>
      node(
        id,
        (payload: unknown) => {
          log.push(`book ${id} ${JSON.stringify(payload)}`);
          return `${id}-done`;
        },
        next,
        {
          undo: {
            call: ({ input, result, error }: Undone) => {
              log.push(`undo ${id} ${JSON.stringify(input)} ${JSON.stringify(result)} ${(error as Error).message}`);
            },
          },
          ...more,
        },
      ),
  };
}

const boom = (message = "boom"): never => {
  throw new Error(message);
};

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

describe("aborts of a flow with undo (SPEC 15)", () => {
  it.each([1, 8])("wait for what runs, record it, send nothing on, and undo (concurrency %d)", async (concurrency) => {
    const { log, book } = ledger();
    const controller = new AbortController();
    let wasAborted = false;
    const slow = async (_: unknown, __: unknown, { signal }: Meta): Promise<string> => {
      log.push("begin b");
      await after(5);
      controller.abort(new Error("stop"));
      await after(10);
      wasAborted = signal.aborted;
      log.push("end b");
      return "b-done";
    };
    const spec = [
      book("a", ["b"]),
      node("b", slow, ["c"], { undo: { call: ({ result }: Undone) => void log.push(`undo b ${String(result)}`) } }),
      book("c"),
    ];
    const context: Record<string, unknown> = {};
    const events: string[] = [];
    const onEvent = (event: FlowEvent): void =>
      void events.push(`${event.type} ${"nodeId" in event ? event.nodeId : ""}`);
    const error = await errorOf(() => flow(spec).run(context, 1, { concurrency, signal: controller.signal, onEvent }));
    expect(error).toMatchObject({ message: "stop" });
    expect(wasAborted).toBe(true);
    expect(log).toEqual(["book a 1", "begin b", "end b", "undo b b-done", 'undo a 1 "a-done" stop']);
    expect(context["payloads"]).toEqual({ a: "a-done", b: "b-done" });
    expect(events.slice(-6)).toEqual(["success b", "undo b", "undone b", "undo a", "undone a", "end "]);
  });

  it("an abort within a callable, before it answers at once", async () => {
    const { log, book } = ledger();
    const controller = new AbortController();
    const spec = [
      book("a", ["b"]),
      node("b", () => (controller.abort(new Error("stop")), "x"), ["c"], {
        undo: { call: () => void log.push("undo b") },
      }),
      book("c"),
    ];
    await errorOf(() => flow(spec).run({}, 1, { signal: controller.signal }));
    expect(log).toEqual(["book a 1", "undo b", 'undo a 1 "a-done" stop']);
  });

  it("a success whose listener aborts the run counts", async () => {
    const { log, book } = ledger();
    const onEvent = (event: FlowEvent): void => {
      if (event.type === "success") boom("listener");
    };
    expect(await errorOf(() => flow([book("a", ["b"]), book("b")]).run({}, 1, { onEvent }))).toMatchObject({
      message: "listener",
    });
    expect(log).toEqual(["book a 1", 'undo a 1 "a-done" listener']);
  });

  it("do not wait for the next item of a list", async () => {
    const { log, book } = ledger();
    const controller = new AbortController();
    async function* never(): AsyncGenerator<number> {
      yield 1;
      setTimeout(() => controller.abort(new Error("stop")), 5);
      await new Promise(() => undefined);
    }
    for (const concurrency of [1, 4]) {
      await errorOf(() =>
        flow([loop("l", "a"), book("a")]).run({}, never(), { signal: controller.signal, concurrency }),
      );
    }
    expect(log[0]).toBe("book a 1");
    expect(log[1]).toBe('undo a 1 "a-done" stop');
  });

  it("keep the context in use until everything is undone", async () => {
    const context = {};
    const spec = [node("a", same, ["b"], { undo: { call: () => after(5) } }), node("b", () => boom())];
    const one = flow(spec);
    const running = errorOf(() => one.run(context, 1));
    await after(2);
    expect(await errorOf(() => one.run(context, 1))).toMatchObject({ code: "run/context-in-use" });
    await running;
    expect(await errorOf(() => one.run(context, 1))).toMatchObject({ message: "boom" });
  });

  it("what ends well next to a failure is undone too", async () => {
    const { log } = ledger();
    const spec = [
      node("s", same, ["a", "b"]),
      node("a", async () => (await after(10), "a"), ["c"], { undo: { call: () => void log.push("undo a") } }),
      node("b", async () => (await after(2), boom())),
      node("c", () => void log.push("c")),
    ];
    await errorOf(() => flow(spec).run({}, 1, { concurrency: 2 }));
    expect(log).toEqual(["undo a"]);
  });
});

describe("undo of flows that nodes run (SPEC 15)", () => {
  const inside = (log: string[], fails = false): FlowSpec["nodes"] => {
    const { book } = ledger();
    const undo = (id: string) => ({ undo: { call: () => void log.push(`undo ${id}`) } });
    return [book("x", ["y"], undo("x")), book("y", ["z"], undo("y")), node("z", () => (fails ? boom("z") : "z"))];
  };
  const child = (nodes: FlowSpec["nodes"]): ((payload: never) => unknown) =>
    childFlow(flow(nodes, { name: "child", output: "z" }));

  it.each([1, 4])("a child that fails undoes its own before its failure comes up (%d)", async (concurrency) => {
    const log: string[] = [];
    const context: Record<string, unknown> = {};
    const spec = [
      node("a", child(inside(log, true)), ["b"], { policy: { onError: "continue" } }),
      node("b", () => void log.push("b")),
    ];
    await flow(spec).run(context, 1, { concurrency });
    expect(log).toEqual(["undo y", "undo x", "b"]);
  });

  it.each([1, 4])("one that ended well hands its undos up, in the order of successes (%d)", async (concurrency) => {
    const log: string[] = [];
    const events: string[] = [];
    const spec = [
      node("a", child(inside(log)), ["b"]),
      node("b", same, ["c"], { undo: { call: () => void log.push("undo b") } }),
      node("c", () => boom("c")),
    ];
    const onEvent = (event: FlowEvent): void => {
      if (event.type.startsWith("und")) events.push(`${event.type} ${(event.within ?? []).join()}`);
    };
    await errorOf(() => flow(spec).run({}, 1, { concurrency, onEvent }));
    expect(log).toEqual(["undo b", "undo y", "undo x"]);
    expect(events).toEqual(["undo ", "undone ", "undo a#1@1", "undone a#1@1", "undo a#1@1", "undone a#1@1"]);
  });

  it("the flow node's own undo is called instead", async () => {
    const log: string[] = [];
    const spec = [
      node("a", child(inside(log)), ["c"], { undo: { call: () => void log.push("undo a") } }),
      node("c", () => boom("c")),
    ];
    await errorOf(() => flow(spec).run({}, 1));
    expect(log).toEqual(["undo a"]);
  });

  it("an abort lets the child undo its own first, then the parent", async () => {
    const log: string[] = [];
    const controller = new AbortController();
    const hanging = [
      node("x", same, ["z"], { undo: { call: async () => (await after(5), void log.push("undo x")) } }),
      node("z", async () => (await after(3), controller.abort(new Error("stop")), await after(3), 1)),
    ];
    const spec = [node("p", same, ["a"], { undo: { call: () => void log.push("undo p") } }), node("a", child(hanging))];
    expect(await errorOf(() => flow(spec).run({}, 1, { signal: controller.signal }))).toMatchObject({
      message: "stop",
    });
    expect(log).toEqual(["undo x", "undo p"]);
  });

  it("a new attempt begins after the undo of the one before has ended", async () => {
    const log: string[] = [];
    const slow = [
      node("x", () => (log.push("x"), 1), ["z"], {
        undo: { call: async () => (await after(5), void log.push("undo x")) },
      }),
      node("z", () => after(20)),
    ];
    const spec = [node("a", child(slow), [], { policy: { timeout: 8, retry: { maxAttempts: 2 } } })];
    expect(await errorOf(() => flow(spec).run({}, 1))).toMatchObject({ code: "run/timeout" });
    expect(log).toEqual(["x", "undo x", "x", "undo x"]);
  });

  it("a failed undo of a child is recorded with the steps around it", async () => {
    const bad = [node("x", same, ["z"], { undo: { call: () => boom("no") } }), node("z", nothing)];
    const spec = [node("a", child(bad), ["c"]), node("c", () => boom("c"))];
    const context: Record<string, unknown> = {};
    await errorOf(() => flow(spec).run(context, 1));
    expect(context["errors"]).toMatchObject([
      { node_id: "c" },
      { node_id: "x", message: "no", undo: true, within: ["a#1@1"] },
    ]);
  });
});

describe("`goto` with undo (SPEC 15)", () => {
  it.each(["run", "runSync", 4] as const)("undoes first, then starts the handler alone (%s)", async (how) => {
    const { log, book } = ledger();
    const spec = [
      node("s", same, ["a", "o"]),
      book("a", ["b"]),
      node("o", same, ["p"]),
      node("p", same, ["q"]),
      node("q", () => void log.push("q")),
      node("b", () => boom("b"), [], { policy: { onError: { goto: "h", undo: true } } }),
      node("h", () => void log.push("h"), ["i"]),
      book("i", ["j"]),
      node("j", () => boom("j")),
    ];
    const context = {};
    const one = flow(spec);
    const error = await errorOf(() =>
      how === "runSync" ? one.runSync(context, 1) : one.run(context, 1, { concurrency: how === "run" ? 1 : how }),
    );
    expect(error).toMatchObject({ message: "j" });
    const undone = log.filter((line) => line !== "q");
    expect(undone.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
      "book a",
      "undo a",
      "h",
      "book i",
      "undo i",
    ]);
  });

  it("ends well after the handler", async () => {
    const { log, book } = ledger();
    const events: string[] = [];
    const spec = [
      loop("l", "a", { done: "d", collect: "b" }),
      book("a", ["b"]),
      node("b", (text: string) => (log.length > 2 ? boom("b") : text), [], {
        policy: { onError: { goto: "h", undo: true } },
      }),
      node("d", () => void log.push("d")),
      node("h", () => void log.push("h")),
    ];
    await flow(spec).run({}, [1, 2, 3, 4], { onEvent: (event) => events.push(event.type) });
    expect(log.filter((line) => line === "d" || line === "h")).toEqual(["h"]);
    expect(log.filter((line) => line.startsWith("undo"))).toHaveLength(
      log.filter((line) => line.startsWith("book")).length,
    );
    expect(events.filter((type) => type === "end")).toHaveLength(1);
  });

  it("a list that was waited for is not gone on with", async () => {
    const { log, book } = ledger();
    async function* slow(): AsyncGenerator<number> {
      yield 1;
      await after(10);
      log.push("second item");
      yield 2;
    }
    const spec = [
      loop("l", "a"),
      book("a", ["b"]),
      node("b", () => boom("b"), [], { policy: { onError: { goto: "h", undo: true } } }),
      node("h", () => after(30)),
    ];
    await flow(spec).run({}, slow(), { concurrency: 4 });
    expect(log).toEqual(["book a 1", 'undo a 1 "a-done" b', "second item"]);
  });

  it("an abort while everything is undone ends the run before the handler", async () => {
    const log: string[] = [];
    const controller = new AbortController();
    const spec = [
      node("a", same, ["b"], {
        undo: { call: async () => (controller.abort(new Error("stop")), await after(2), void log.push("undo a")) },
      }),
      node("b", () => boom("b"), [], { policy: { onError: { goto: "h", undo: true } } }),
      node("h", () => void log.push("h")),
    ];
    const error = await errorOf(() => flow(spec).run({}, 1, { signal: controller.signal }));
    expect(log).toEqual(["undo a"]);
    expect(error).toMatchObject({ message: "stop" });
  });

  it("is taken in a flow in which nothing can be undone, too", async () => {
    const log: string[] = [];
    const spec = [
      node("s", same, ["b", "o"]),
      node("b", () => boom("b"), [], { policy: { onError: { goto: "h", undo: true } } }),
      node("o", () => void log.push("o")),
      node("h", () => void log.push("h")),
    ];
    await flow(spec).run({}, 1);
    expect(log).toEqual(["h"]);
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
