import { describe, expect, it } from "vitest";
import { childFlow, type FlowEvent, type FlowSpec } from "@flowc/runtime";
import { after, errorOf, flow, node, nothing, same } from "./flows.js";
import { boom, ledger } from "./ledger.js";

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
