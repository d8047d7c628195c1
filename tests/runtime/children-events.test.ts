import { describe, expect, it } from "vitest";
import type { FlowEvent } from "@flowc/runtime";
import { called, child, failing, hearing } from "./children.js";
import { after, errorOf, flow, listener, loop, node, router, same } from "./flows.js";

const inner = called([node("a", same, ["b"]), node("b", same)]);
const again = { policy: { retry: { maxAttempts: 2 } } };

describe("events of flows within a flow (SPEC 13, 17)", () => {
  it("come between the start of the node and its success, with `within`", async () => {
    const expected = [
      "run",
      "sub#1 start",
      "sub#1@1 run",
      "sub#1@1/a#1 start",
      "sub#1@1/a#1 success",
      "sub#1@1/b#1 start",
      "sub#1@1/b#1 success",
      "sub#1@1 end",
      "sub#1 success",
      "end",
    ];
    const parent = flow([child("sub", inner)]);
    const first = hearing();
    await parent.run({}, 1, { onEvent: first.onEvent });
    expect(first.heard).toEqual(expected);
    const second = hearing();
    parent.runSync({}, 1, { onEvent: second.onEvent });
    expect(second.heard).toEqual(expected);
  });

  it("are what the child would report by itself, but for `within`", async () => {
    const rich = called([
      router("r", () => "l", ["l", "other"]),
      node("other", same),
      loop("l", "i", { items: () => [1, 2], done: "d", collect: "i" }),
      node("i", same),
      node("d", same),
    ]);
    /** How an event of it looks from outside. Its `run` also says what the flow is. */
    const inSub = (event: FlowEvent): object => {
      const describe: unknown = expect.any(Function);
      return { ...event, within: ["sub#1@1"], ...(event.type === "run" && { describe }) };
    };
    const alone = listener();
    await rich.call(1, { onEvent: alone.onEvent });
    const nested = listener();
    await flow([child("sub", rich)]).run({}, 1, nested);
    const within = nested.events.filter((event) => event.within !== undefined);
    expect(within).toEqual(alone.events.map(inSub));
    const [begun] = within;
    expect(begun?.type === "run" && begun.describe?.()).toEqual(rich.describe());
    expect(nested.events.filter((event) => !("within" in event)).map(({ type }) => type)).toEqual([
      "run",
      "start",
      "success",
      "end",
    ]);
  });

  it("have all steps around, outermost first", async () => {
    const { events, onEvent } = listener();
    await flow([loop("l", "sub"), child("sub", called([child("deep/er", called([node("a", same)]))]))]).run(
      {},
      ["x", "y"],
      { onEvent },
    );
    const deepest = events.filter((event) => event.type === "success" && event.nodeId === "a");
    expect(deepest.map(({ within }) => within)).toEqual([
      ["sub#1@1", "deep%2Fer#1@1"],
      ["sub#2@1", "deep%2Fer#1@1"],
    ]);
  });

  it("have the attempt, and a new attempt begins after the run before has ended", async () => {
    let calls = 0;
    const flaky = (): number => ((calls += 1) === 1 ? failing("once")() : calls);
    const { heard, onEvent } = hearing();
    await flow([child("sub", called([node("f", flaky)]), [], again)]).run({}, 1, { onEvent });
    expect(heard).toEqual([
      "run",
      "sub#1 start",
      "sub#1@1 run",
      "sub#1@1/f#1 start",
      "sub#1@1/f#1 failed",
      "sub#1@1 end once",
      "sub#1 retry",
      "sub#1@2 run",
      "sub#1@2/f#1 start",
      "sub#1@2/f#1 success",
      "sub#1@2 end",
      "sub#1 success",
      "end",
    ]);
  });

  it("report what waits in the child when it ends", async () => {
    const joins = [["x"], ["y"]];
    const waits = called(
      [
        router("r", () => "x", ["x", "y"]),
        node("x", same, ["j"]),
        node("y", same, ["j"]),
        node("j", same, [], { joins }),
      ],
      { output: () => 1 },
    );
    const { heard, onEvent } = hearing();
    await flow([child("sub", waits)]).run({}, 1, { onEvent });
    expect(heard.slice(-4)).toEqual(["sub#1@1/j waiting", "sub#1@1 end", "sub#1 success", "end"]);
  });

  it("are reported for a child that refuses its input", async () => {
    const input = {
      "~standard": { version: 1 as const, vendor: "t", validate: () => ({ issues: [{ message: "bad" }] }) },
    };
    const { heard, onEvent } = hearing();
    await errorOf(() =>
      flow([child("sub", called([node("a", same)], { schemas: { input } }))]).run({}, 1, { onEvent }),
    );
    expect(heard.slice(0, 5)).toEqual([
      "run",
      "sub#1 start",
      "sub#1@1 run",
      expect.stringMatching(/^sub#1@1 end .*bad/),
      "sub#1 failed",
    ]);
  });

  it("are told apart where two children run at once", async () => {
    const { heard, onEvent } = hearing();
    const hasEnded = async (text: string): Promise<void> => {
      while (!heard.includes(text)) await after(1);
    };
    const wait = async (value: string): Promise<string> => {
      if (value === "first") await hasEnded("sub#2 success");
      return value;
    };
    const nodes = [loop("l", "sub"), child("sub", called([node("a", wait)]))];
    await flow(nodes).run({}, ["first", "second"], { onEvent, concurrency: 2 });
    for (const visit of [1, 2]) {
      const own = heard.filter((text) => text.startsWith(`sub#${visit}`));
      const step = `sub#${visit}@1`;
      expect(own).toEqual([
        `sub#${visit} start`,
        `${step} run`,
        `${step}/a#1 start`,
        `${step}/a#1 success`,
        `${step} end`,
        `sub#${visit} success`,
      ]);
    }
    expect(heard.indexOf("sub#2 success")).toBeLessThan(heard.indexOf("sub#1 success"));
  });
});

describe("a listener that throws at an event of a child", () => {
  const types: FlowEvent["type"][] = ["run", "start", "success", "end"];
  const goOn = { policy: { onError: "continue", retry: { maxAttempts: 3 } } } as const;

  it.each(types)("ends the run with its error, whatever the policies say: at `%s`", async (type) => {
    for (const more of [{}, goOn]) {
      const guarded = called([node("a", same, ["b"], more), node("b", same, [], more)], {
        policy: { onError: "continue" },
      });
      const parent = flow([child("sub", guarded, ["n"], more), node("n", same)]);
      const runs = [
        (context: object, onEvent: (event: FlowEvent) => void) => parent.run(context as {}, 1, { onEvent }),
        (context: object, onEvent: (event: FlowEvent) => void) => parent.runSync(context as {}, 1, { onEvent }),
      ];
      for (const run of runs) {
        const heard: FlowEvent[] = [];
        const thrown = new Error("listener");
        const context: { errors?: unknown; payloads?: unknown } = {};
        const error = await errorOf(() =>
          run(context, (event) => {
            heard.push(event);
            if (event.type === type && event.within !== undefined) throw thrown;
          }),
        );
        expect(error).toBe(thrown);
        expect([context.errors, context.payloads]).toEqual([[], {}]);
        expect(heard.filter((event) => event.type === "failed" || event.type === "retry")).toEqual([]);
        expect(heard.filter((event) => event.type === "end").map(({ within }) => within)).toEqual([
          ["sub#1@1"],
          undefined,
        ]);
      }
    }
  });
});
