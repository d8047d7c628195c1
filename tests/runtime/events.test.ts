import { describe, expect, it } from "vitest";
import type { Activation, FlowEvent, FlowSpec, NodeSpec, PolicySpec } from "@flowc/runtime";
import { after, errorOf, failingWith, flow, listener, node, router, same } from "./flows.js";

describe("events", () => {
  it("tell what happens, in order", async () => {
    const error = new Error("no");
    const { events, onEvent } = listener();
    const nodes = [
      { id: "l", kind: "loop" as const, body: "a" },
      node("a", (n: number) => n * 2, ["b"]),
      node("b", () => Promise.reject(error), [], {
        policy: { onError: "continue", retry: { maxAttempts: 2 } },
      }),
    ];
    await flow(nodes).run({}, [5], { onEvent });
    expect(events).toEqual([
      { type: "run", flow: "test", input: [5] },
      { type: "start", nodeId: "l", visit: 1, index: [], input: [5], from: [] },
      { type: "success", nodeId: "l", visit: 1, index: [], result: { a: 5 } },
      { type: "item", nodeId: "l", visit: 1, index: [], position: 0, payload: 5 },
      { type: "start", nodeId: "a", visit: 1, index: [0], input: 5, from: [{ nodeId: "l", visit: 1 }] },
      { type: "success", nodeId: "a", visit: 1, index: [0], result: 10 },
      { type: "start", nodeId: "b", visit: 1, index: [0], input: 10, from: [{ nodeId: "a", visit: 1 }] },
      { type: "retry", nodeId: "b", visit: 1, index: [0], attempt: 1, delay: 0, error },
      { type: "failed", nodeId: "b", visit: 1, index: [0], error, handled: "continue" },
      { type: "end" },
    ]);
  });

  it("end with the error of a run that failed", async () => {
    const { events, onEvent } = listener();
    const error = new Error("no");
    await errorOf(() => failingWith(error).run({}, 0, { onEvent }));
    expect(events.map(({ type }) => type)).toEqual(["run", "start", "success", "start", "failed", "end"]);
    expect(events.at(-1)).toEqual({ type: "end", error });
  });

  it.each(["start", "success", "failed", "waiting", "end"])(
    "end the run where the listener throws: %s",
    async (type) => {
      const nodes = [
        router("s", () => ["a", "b"], ["a", "b", "c"]),
        node("a", () => Promise.reject(new Error("a")), [], { policy: { onError: "continue" } }),
        node("b", same, ["j"]),
        node("c", same, ["j"]),
        node("j", same, [], { joins: [["b"], ["c"]] }),
      ];
      const thrown = new Error("listener");
      const onEvent = (event: { type: string }): void => {
        if (event.type === type) throw thrown;
      };
      expect(await errorOf(() => flow(nodes).run({}, 0, { onEvent }))).toBe(thrown);
    },
  );

  it("name the place in each loop around, outermost loop first", async () => {
    const nodes = [
      { id: "outer", kind: "loop" as const, body: "inner" },
      { id: "inner", kind: "loop" as const, body: "a" },
      node("a", same),
    ];
    const events = await heard(nodes, [[1, 2], [3]]);
    expect(events.flatMap((event) => (event.type === "start" && event.nodeId === "a" ? [event.index] : []))).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
    ]);
  });

  it("list what an abort cut off", async () => {
    const controller = new AbortController();
    const never = (): Promise<void> => new Promise(() => undefined);
    const nodes = [
      node("a", same, ["b", "c", "d"]),
      node("b", never),
      node("c", never),
      node("d", () => {
        controller.abort("enough");
      }),
    ];
    const { events, onEvent } = listener();
    await errorOf(() => flow(nodes).run({}, 1, { onEvent, concurrency: 4, signal: controller.signal }));
    expect(events.at(-1)).toEqual({
      type: "end",
      error: "enough",
      cut: [
        { nodeId: "b", visit: 1 },
        { nodeId: "c", visit: 1 },
        { nodeId: "d", visit: 1 },
      ],
    });
  });

  it("list what ends after a failure, and is dropped", async () => {
    const nodes = [
      node("a", same, ["b", "c"]),
      node("b", () => after(5)),
      node("c", () => Promise.reject(new Error("no"))),
    ];
    const { events, onEvent } = listener();
    await errorOf(() => flow(nodes).run({}, 1, { onEvent, concurrency: 2 }));
    expect(events.at(-1)).toMatchObject({ type: "end", cut: [{ nodeId: "b", visit: 1 }] });
  });
});

describe("a failure", () => {
  const error = new Error("no");
  const broken = (policy?: PolicySpec): NodeSpec[] => [
    node("a", same, ["b"]),
    node("b", () => Promise.reject(error), ["c"], policy && { policy }),
    node("c", same),
    node("h", same),
  ];
  it.each<[string | undefined, PolicySpec | undefined]>([
    [undefined, undefined],
    [undefined, { onError: "stop" }],
    ["continue", { onError: "continue" }],
    ["goto", { onError: { goto: "h" } }],
  ])("is said to be handled by %s", async (handled, policy) => {
    const failed = (await heard(broken(policy), 1)).find(({ type }) => type === "failed");
    expect(failed).toEqual({
      type: "failed",
      nodeId: "b",
      visit: 1,
      index: [],
      error,
      ...(handled !== undefined && { handled }),
    });
  });

  it("of the flow's own handler is handled by nobody", async () => {
    const nodes = [
      node("a", () => Promise.reject(new Error("a")), ["h"]),
      node("h", () => Promise.reject(new Error("h"))),
    ];
    const { events, onEvent } = listener();
    await errorOf(() => flow(nodes, { policy: { onError: { goto: "h" } } }).run({}, 1, { onEvent }));
    expect(events.flatMap((event) => (event.type === "failed" ? [[event.nodeId, event.handled]] : []))).toEqual([
      ["a", "goto"],
      ["h", undefined],
    ]);
  });

  it("that ends the run regardless of its policy is handled by nobody", async () => {
    const nodes = [node("a", same, ["b"], { policy: { onError: "continue" } }), node("b", same)];
    const { events, onEvent } = listener();
    await errorOf(() => flow(nodes, { policy: { onError: "continue" } }).run({}, 1, { onEvent, maxSteps: 1 }));
    expect(events.find(({ type }) => type === "failed")).not.toHaveProperty("handled");
  });
});

describe("`from` names what caused a start", () => {
  it("a node's result, regardless of what else runs", async () => {
    const nodes = [
      node("a", same, ["b", "c"]),
      node("b", same, ["d"]),
      node("c", same, ["e"]),
      node("d", same),
      node("e", same),
    ];
    expect(await causes(nodes, 1)).toEqual(["a#1 <", "b#1 < a#1", "c#1 < a#1", "d#1 < b#1", "e#1 < c#1"]);
  });

  it("one arrival of each group of a join, in the order of its parents", async () => {
    const nodes = [
      { id: "l", kind: "loop" as const, body: "s" },
      node("s", same, ["b", "a"]),
      node("b", same, ["j"]),
      node("a", same, ["j"]),
      node("j", same, [], { joins: [["a"], ["b"]] }),
    ];
    const found = await causes(nodes, [1, 2]);
    expect(found.filter((line) => line.startsWith("j"))).toEqual(["j#1 < a#1 b#1", "j#2 < a#2 b#2"]);
  });

  it("the loop for its items, for its next turn and for its done route", async () => {
    const nodes = [
      { id: "l", kind: "loop" as const, body: "b", done: "d", collect: "b" },
      node("b", same),
      node("d", same),
    ];
    expect(await causes(nodes, [1, 2])).toEqual(["l#1 <", "b#1 < l#1", "l#2 < l#1", "b#2 < l#2", "d#1 < l#2"]);
  });

  it("what was left of a cycle by its way back and by its exit", async () => {
    let left = 1;
    const nodes = [
      node("s", same, ["h"]),
      node("h", same, ["r"]),
      router("r", () => (left-- > 0 ? "h" : "e"), ["h", "e"]),
      node("e", same),
    ];
    const cycles = [{ header: "h", members: ["r"] }];
    expect(await causes(nodes, 1, { cycles })).toEqual([
      "s#1 <",
      "h#1 < s#1",
      "r#1 < h#1",
      "h#2 < r#1",
      "r#2 < h#2",
      "e#1 < r#2",
    ]);
  });

  it("the node that failed, for its handler", async () => {
    const nodes = [
      node("a", () => Promise.reject(new Error("no")), [], { policy: { onError: { goto: "h" } } }),
      node("h", same),
    ];
    expect(await causes(nodes, 1)).toEqual(["a#1 <", "h#1 < a#1"]);
  });
});

async function heard(nodes: NodeSpec[], input: unknown, more: Partial<FlowSpec> = {}): Promise<readonly FlowEvent[]> {
  const { events, onEvent } = listener();
  await flow(nodes, more)
    .run({}, input, { onEvent })
    .catch(() => undefined);
  return events;
}

/** `b#1 < a#1` for each start. */
async function causes(nodes: NodeSpec[], input: unknown, more: Partial<FlowSpec> = {}): Promise<string[]> {
  const name = ({ nodeId, visit }: Activation): string => `${nodeId}#${visit}`;
  const events = await heard(nodes, input, more);
  return events.flatMap((event) =>
    event.type === "start" ? [[name(event), "<", ...event.from.map(name)].join(" ")] : [],
  );
}
