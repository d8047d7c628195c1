import { describe, expect, it } from "vitest";
import type { FlowSpec, NodeSpec, PolicySpec } from "@flowc/runtime";
import { flow, loop, node, order, router, same } from "./flows.js";

const fail = (): never => {
  throw new Error("no");
};
const policy: PolicySpec = { onError: { goto: "sorry" } };
const ended = async (nodes: NodeSpec[], more: Partial<FlowSpec> = {}, concurrency = 1) => {
  const context = {};
  const running = flow(nodes, { policy, ...more }).run(context, [1, 2], { concurrency, maxSteps: 50 });
  const error: unknown = await running.then(() => undefined).catch((thrown: unknown) => thrown);
  return { error, path: order(context as Parameters<typeof order>[0]), context };
};

describe.each([1, 2, Infinity])("the flow's own goto, at concurrency %d (SPEC 7)", (concurrency) => {
  it("does not handle failures of what the handler starts", async () => {
    const nodes = [node("a", fail, ["b"]), node("b", same), node("sorry", same, ["mail"]), node("mail", fail)];
    const { error, path, context } = await ended(nodes, {}, concurrency);
    expect(error).toMatchObject({ message: "no" });
    expect(path).toBe("a sorry mail");
    expect(context).toMatchObject({ failed_node_id: "mail", errors: [{ node_id: "a" }, { node_id: "mail" }] });
  });

  it("handles a failure of a node once, although the handler starts that node too", async () => {
    const nodes = [
      node("a", same, ["mail"]),
      node("sorry", same, ["mail"]),
      node("mail", fail, [], { joins: [["a", "sorry"]] }),
    ];
    const { error, path } = await ended(nodes, {}, concurrency);
    expect(error).toMatchObject({ message: "no" });
    expect(path).toBe("a mail sorry mail");
  });

  it("does not handle a failure of a join if the handler caused one of its arrivals", async () => {
    const nodes = [
      node("a", same, ["b", "c"]),
      node("b", fail),
      node("c", same, ["j"]),
      node("sorry", same, ["j"]),
      node("j", fail, [], { joins: [["c"], ["sorry"]] }),
    ];
    const { error, path } = await ended(nodes, {}, concurrency);
    expect(error).toMatchObject({ message: "no" });
    expect(path).toBe("a b c sorry j");
  });

  it("handles a failure of a join again if it did not cause its arrivals", async () => {
    // The first set of `j` contains an arrival that the handler caused, the second one does not.
    const nodes = [
      node("a", same, ["b", "c"]),
      node("b", fail, [], { policy: { onError: { goto: "own" } } }),
      node("own", same, ["j"]),
      node("c", same, ["j"]),
      node("j", fail, [], { joins: [["c"], ["own"]] }),
      node("sorry", same),
    ];
    const { error, path } = await ended(nodes, {}, concurrency);
    expect(error).toBeUndefined();
    expect(path).toBe("a b c own j sorry");
  });

  it("leaves a failure to the node's own policy", async () => {
    const nodes = [
      node("a", fail),
      node("sorry", same, ["mail"]),
      node("mail", fail, ["end"], { policy: { onError: "continue" } }),
      node("end", same),
    ];
    const { error, path } = await ended(nodes, {}, concurrency);
    expect(error).toBeUndefined();
    expect(path).toBe("a sorry mail end");
  });

  it("also covers the items of a loop and the passes of a cycle that the handler starts", async () => {
    const nodes = [
      node("a", fail),
      node("sorry", () => [1, 2], ["l"]),
      loop("l", "item"),
      router("item", (n: number) => (n === 2 ? "bad" : null), ["bad"]),
      node("bad", fail),
    ];
    const items = await ended(nodes, {}, concurrency);
    expect(items.error).toMatchObject({ message: "no" });
    expect(items.path).toBe("a sorry l item l item bad");
    const visits = { count: 0 };
    const passes = [
      node("a", fail),
      node("sorry", same, ["h"]),
      node("h", () => (visits.count += 1), ["r"]),
      router("r", (n: number) => (n < 3 ? "h" : "bad"), ["h", "bad"]),
      node("bad", fail),
    ];
    const cycle = await ended(passes, { cycles: [{ header: "h", members: ["h", "r"] }] }, concurrency);
    expect(cycle.error).toMatchObject({ message: "no" });
    expect(cycle.path).toBe("a sorry h r h r h r bad");
  });
});

it("is handled separately for each item of a loop", async () => {
  const nodes = [
    loop("l", "item", { policy: { onError: "stop" } }),
    node("item", fail),
    node("sorry", same, ["log"]),
    node("log", same),
  ];
  const { error, path } = await ended(nodes);
  expect(error).toBeUndefined();
  expect(path).toBe("l item l sorry item log sorry log");
});
