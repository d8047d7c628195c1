import { describe, expect, it } from "vitest";
import type { FlowContext, Meta, NodeSpec } from "@flowc/runtime";
import { type Called, called, child, errorsOf, failing, hearing } from "./children.js";
import { after, errorOf, flow, loop, node, same } from "./flows.js";

const hang = async (): Promise<never> => new Promise(() => undefined);
const goOn = { policy: { onError: "continue" } } as const;

/** A flow whose only node hangs. Its policies would handle any failure. */
const hanging = called([node("a", hang, ["b"]), node("b", same)], {
  policy: { onError: "continue", retry: { maxAttempts: 3 } },
});
/** The same with two nodes that hang at once. */
const wide = called([node("s", same, ["a", "b"]), node("a", hang), node("b", hang)], { concurrency: 2 });
const deep = called([child("inner", called([child("innermost", hanging)]))], { policy: { onError: "continue" } });

const cuts: [string, Called, string[]][] = [
  ["one that hangs", hanging, ["sub#1@1 end stop cut a#1"]],
  ["one that hangs twice", wide, ["sub#1@1 end stop cut a#1 b#1"]],
  [
    "one that is three deep",
    deep,
    [
      "sub#1@1/inner#1@1/innermost#1@1 end stop cut a#1",
      "sub#1@1/inner#1@1 end stop cut innermost#1",
      "sub#1@1 end stop cut inner#1",
    ],
  ],
];

describe.each([1, 2, 8])(
  "an abort while a flow runs within another one, at concurrency %i (SPEC 7, 13)",
  (concurrency) => {
    it.each(cuts)("ends both at once, the inner ones first: %s", async (_, inner, ends) => {
      for (const more of [{}, goOn, { policy: { onError: { goto: "h" }, retry: { maxAttempts: 2 }, timeout: 5000 } }]) {
        const { heard, onEvent } = hearing();
        const controller = new AbortController();
        const nodes = [
          node("s", same, ["sub", "n"]),
          child("sub", inner, ["h"], more),
          node("h", same),
          node("n", same),
        ];
        const context: Partial<FlowContext> = {};
        const options = { onEvent, concurrency, signal: controller.signal };
        const run = errorOf(() => flow(nodes).run(context, 1, options));
        await after(2);
        const before = heard.length;
        const reason = new Error("stop");
        controller.abort(reason);
        expect(await run).toBe(reason);
        expect(heard.slice(before)).toEqual([...ends, "end stop cut sub#1"]);
        await after(2);
        expect(heard.slice(before + ends.length)).toEqual(["end stop cut sub#1"]);
        expect(context.errors).toEqual([]);
      }
    });

    it("aborts the signal of what runs in the child, and drops its result", async () => {
      const reasons: unknown[] = [];
      const patient = async (_: unknown, __: unknown, { signal }: Meta): Promise<string> => {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        reasons.push(signal.reason);
        return "late";
      };
      const controller = new AbortController();
      const inner = called([node("a", patient, ["b"]), node("b", () => reasons.push("ran"))]);
      const run = errorOf(() => flow([child("sub", inner)]).run({}, 1, { signal: controller.signal, concurrency }));
      await after(1);
      controller.abort("stop");
      expect(await run).toBe("stop");
      await after(1);
      expect(reasons).toEqual(["stop"]);
    });

    it.each([
      ["returns", same],
      ["throws", failing("no")],
      ["rejects", async () => Promise.reject(new Error("no"))],
      ["waits", async () => after(1)],
      ["hangs", hang],
    ])(
      "may come from a callable of the child, which then %s",
      async (_, then) => {
        const { heard, onEvent } = hearing();
        let controller = new AbortController();
        const aborting = (value: unknown): unknown => {
          controller.abort(new Error("stop"));
          return then(value);
        };
        const inner = called([node("a", aborting, ["b"]), node("b", same)], { policy: { onError: "continue" } });
        for (const nodes of [
          [child("sub", inner, ["n"], goOn), node("n", same)],
          [node("s", same, ["sub", "n"]), child("sub", inner, [], goOn), node("n", hang)],
        ]) {
          heard.length = 0;
          controller = new AbortController();
          const error = await errorOf(() =>
            flow(nodes).run({}, 1, { onEvent, concurrency, signal: controller.signal }),
          );
          expect(error).toMatchObject({ message: "stop" });
          await after(2);
          expect(heard.slice(heard.indexOf("sub#1@1/a#1 start") + 1)).toEqual([
            "sub#1@1 end stop cut a#1",
            "end stop cut sub#1",
          ]);
        }
      },
      2000,
    );
  },
);

describe("an abort before and after", () => {
  it("calls no child, and changes nothing", async () => {
    const { heard, onEvent } = hearing();
    const inner = called([node("a", same)]);
    const parent = flow([child("sub", inner)]);
    await errorOf(() => parent.run({}, 1, { onEvent, signal: AbortSignal.abort(new Error("stop")) }));
    expect(heard).toEqual(["run", "end stop"]);
    const controller = new AbortController();
    await parent.run({}, 1, { onEvent, signal: controller.signal });
    const { length } = heard;
    controller.abort();
    expect(heard).toHaveLength(length);
  });

  it("ends a child at its first node if the listener of its node's start aborts", async () => {
    const controller = new AbortController();
    const { heard, onEvent } = hearing();
    const parent = flow([child("sub", called([node("a", same)]))]);
    const options = {
      onEvent: (event: Parameters<typeof onEvent>[0]) => {
        onEvent(event);
        if (event.type === "run" && event.within !== undefined) controller.abort(new Error("stop"));
      },
      signal: controller.signal,
    };
    await errorOf(() => parent.run({}, 1, options));
    expect(heard).toEqual(["run", "sub#1 start", "sub#1@1 run", "sub#1@1 end stop", "end stop cut sub#1"]);
  });

  it("ends `runSync`", () => {
    const controller = new AbortController();
    const { heard, onEvent } = hearing();
    const inner = called([node("a", () => controller.abort(new Error("stop")), ["b"]), node("b", same)]);
    const parent = flow([child("sub", called([child("in", inner, [], goOn)]), ["n"], goOn), node("n", same)]);
    expect(() => parent.runSync({}, 1, { onEvent, signal: controller.signal })).toThrow("stop");
    expect(heard.slice(-3)).toEqual([
      "sub#1@1/in#1@1 end stop cut a#1",
      "sub#1@1 end stop cut in#1",
      "end stop cut sub#1",
    ]);
  });
});

describe("a timeout of a node that runs a flow", () => {
  const policy = { timeout: 10, retry: { maxAttempts: 2 } };

  it.each([1, 2])(
    "aborts the child, which cannot handle it; the next attempt follows: at concurrency %i",
    async (concurrency) => {
      let calls = 0;
      const signals: AbortSignal[] = [];
      const slowAtFirst = async (value: unknown, _: unknown, { signal }: Meta): Promise<unknown> => {
        signals.push(signal);
        return (calls += 1) === 1 ? hang() : value;
      };
      const { heard, onEvent } = hearing();
      const inner = called([node("a", slowAtFirst, ["b"]), node("b", same)], { policy: { onError: "continue" } });
      const nodes = [node("s", same, ["sub", "n"]), child("sub", inner, [], { policy }), node("n", same)];
      const context = await flow(nodes).run({}, 1, { onEvent, concurrency });
      expect(context.payloads["sub"]).toBe(1);
      expect(context.errors).toEqual([]);
      expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
      const message = "Node `sub` took longer than 10 ms";
      expect(heard.filter((text) => text.startsWith("sub"))).toEqual([
        "sub#1 start",
        "sub#1@1 run",
        "sub#1@1/a#1 start",
        `sub#1@1 end ${message} cut a#1`,
        "sub#1 retry",
        "sub#1@2 run",
        "sub#1@2/a#1 start",
        "sub#1@2/a#1 success",
        "sub#1@2/b#1 start",
        "sub#1@2/b#1 success",
        "sub#1@2 end",
        "sub#1 success",
      ]);
    },
  );

  it("leaves no entries of a child that had handled failures before", async () => {
    const inner = called([node("f", failing("handled"), ["a"], goOn), node("a", hang)]);
    const context: Partial<FlowContext> = {};
    const error = await errorOf(() => flow([child("sub", inner, [], { policy })]).run(context, 1));
    expect(error).toMatchObject({ code: "run/timeout", nodeId: "sub" });
    expect(errorsOf(context as FlowContext)).toEqual(["sub Node `sub` took longer than 10 ms"]);
  });

  it("inside of the child fails the child's node, and its policy handles it", async () => {
    const inner = called([node("a", hang, ["b"], { policy: { timeout: 5, onError: "continue" } }), node("b", same)]);
    expect((await flow([child("sub", inner)]).run({}, 1)).payloads).toEqual({ sub: 1 });
  });
});

describe("a failure in another branch", () => {
  it.each([
    ["one that hangs", hanging, ["sub#1@1 end beside cut a#1"]],
    ["one that hangs twice", wide, ["sub#1@1 end beside cut a#1 b#1"]],
  ])("aborts a child, whose `end` comes before that of the run: %s", async (_, inner, ends) => {
    const { heard, onEvent } = hearing();
    const nodes: NodeSpec[] = [
      node("s", same, ["sub", "f"]),
      child("sub", inner, ["n"], goOn),
      node("n", same),
      node("f", async () => {
        await after(2);
        return failing("beside")();
      }),
    ];
    const error = await errorOf(() => flow(nodes, { concurrency: 2 }).run({}, 1, { onEvent }));
    expect(error).toMatchObject({ message: "beside" });
    expect(heard.slice(heard.indexOf("f#1 failed"))).toEqual(["f#1 failed", ...ends, "end beside cut sub#1"]);
  });

  it("of a loop over children ends all of them", async () => {
    const { heard, onEvent } = hearing();
    const work = async (ms: number): Promise<unknown> => {
      if (ms === 0) return hang();
      await after(ms);
      return failing("beside")();
    };
    const nodes = [loop("l", "sub"), child("sub", called([node("a", work)]))];
    await errorOf(() => flow(nodes, { concurrency: 8 }).run({}, [0, 5, 0], { onEvent }));
    expect(heard.slice(-4)).toEqual([
      "sub#2 failed",
      "sub#1@1 end beside cut a#1",
      "sub#3@1 end beside cut a#1",
      "end beside cut sub#1 sub#3",
    ]);
  });
});
