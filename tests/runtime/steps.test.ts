import { describe, expect, it } from "vitest";
import type { FlowContext, NodeSpec } from "@flowc/runtime";
import { errorOf, flow, node, same, stepsOf } from "./flows.js";

const chain = (length: number): NodeSpec[] =>
  [...Array(length).keys()].map((at) => node(`n${at}`, same, at + 1 < length ? [`n${at + 1}`] : []));

describe("the option `steps`", () => {
  const full = stepsOf(flow(chain(20)).runSync({}, 1));

  it.each([
    ["full" as const, full],
    [40, full],
    [3, full.slice(-3)],
    [1, full.slice(-1)],
    ["off" as const, []],
  ])("%s keeps the newest steps", async (steps, kept) => {
    expect(stepsOf(flow(chain(20)).runSync({}, 1, { steps }))).toEqual(kept);
    expect(stepsOf(await flow(chain(20)).run({}, 1, { steps, concurrency: 2 }))).toEqual(kept);
  });

  it("limits the list during the run", () => {
    let most = 0;
    const look = (_: unknown, context: FlowContext): void => void (most = Math.max(most, context.steps.length));
    const nodes = [{ id: "l", kind: "loop" as const, body: "b" }, node("b", look, [], { context: true })];
    flow(nodes).runSync({}, [...Array(1000).keys()], { steps: 10 });
    expect(most).toBeLessThanOrEqual(20);
    flow(nodes).runSync({}, [...Array(1000).keys()], { steps: "off" });
    expect(most).toBeLessThanOrEqual(20);
  });

  it("does not affect the records of errors, or what an earlier run wrote", async () => {
    const fail = (): never => {
      throw new Error("no");
    };
    const context = { steps: [{ node_id: "before", status: "success" as const }] };
    await errorOf(() => flow([node("a", fail)]).run(context, 0, { steps: "off" }));
    expect(context).toMatchObject({ steps: [{ node_id: "before" }], failed_node_id: "a", errors: [{ message: "no" }] });
  });

  it.each([[0], [-1], [1.5], [Infinity], ["some" as "off"]])("rejects %s", async (steps) => {
    const message = `\`steps\` must be "full", "off" or a whole number from 1, it is ${String(steps)}`;
    expect(await errorOf(() => flow(chain(1)).run({}, 0, { steps }))).toMatchObject({ code: "run/option", message });
  });

  it("rejects its old name, `trace`", async () => {
    const options: object = { trace: "off" };
    const refused = { code: "run/option", message: "The option `trace` is now called `steps`" };
    expect(await errorOf(() => flow(chain(1)).run({}, 0, options))).toMatchObject(refused);
    // @ts-expect-error TypeScript reports it too.
    expect(await errorOf(() => flow(chain(1)).run({}, 0, { trace: "off" }))).toMatchObject(refused);
  });
});
