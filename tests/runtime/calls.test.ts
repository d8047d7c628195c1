import { describe, expect, test } from "vitest";
import {
  defineFlow,
  everyFeature,
  type FlowContext,
  type FlowEvent,
  type FlowSpec,
  type SyncFlow,
} from "@flowc/runtime";

type Called = SyncFlow<FlowContext, {}, unknown, unknown>;

const double = { id: "double", call: (value: number) => value * 2, next: ["text"] };
const text = { id: "text", call: (value: number) => `${value}` };

function flowOf(rest: Partial<FlowSpec> = {}): Called {
  return defineFlow<Called>({ name: "order", entry: "double", nodes: [double, text], uses: everyFeature, ...rest });
}

describe("call", () => {
  test("gives what a node returned", async () => {
    expect(await flowOf({ output: "text" }).call(21)).toBe("42");
    expect(flowOf({ output: "text" }).callSync(21)).toBe("42");
  });

  test("gives what a function makes of the context at the end", async () => {
    const output = ({ payloads }: FlowContext): unknown => ({ all: payloads });
    expect(await flowOf({ output }).call(1)).toEqual({ all: { double: 2, text: "2" } });
    expect(flowOf({ output }).callSync(1)).toEqual({ all: { double: 2, text: "2" } });
  });

  test("gives undefined without an output, and for a node that did not run", async () => {
    expect(await flowOf().call(1)).toBeUndefined();
    const router = { id: "double", kind: "router" as const, call: () => [], next: ["text"] };
    expect(flowOf({ nodes: [router, text], output: "text" }).callSync(1)).toBeUndefined();
  });

  test("has a fresh context each time, so that calls may overlap", async () => {
    const flow = flowOf({ output: ({ steps }: FlowContext) => steps.length });
    expect(await Promise.all([flow.call(1), flow.call(2)])).toEqual([4, 4]);
  });

  test("passes its options on", async () => {
    const seen: string[] = [];
    const onEvent = ({ type }: FlowEvent): void => void seen.push(type);
    await flowOf({ output: "text" }).call(1, { onEvent });
    expect(seen[0]).toBe("run");
    expect(() => flowOf({ output: "text" }).callSync(1, { maxSteps: 1 })).toThrow(
      "The run has reached its limit of steps: 1",
    );
  });

  test("fails as the run does, and with what the output throws", async () => {
    const failing = {
      ...text,
      call: (): never => {
        throw new RangeError("no");
      },
    };
    await expect(flowOf({ nodes: [double, failing], output: "text" }).call(1)).rejects.toThrow(RangeError);
    const output = (): never => {
      throw new TypeError("no output");
    };
    await expect(flowOf({ output }).call(1)).rejects.toThrow("no output");
    expect(() => flowOf({ output }).callSync(1)).toThrow("no output");
  });

  test("checks its input by the flow's schema", async () => {
    const input = {
      "~standard": {
        version: 1 as const,
        vendor: "tests",
        validate: (value: unknown) => (typeof value === "number" ? { value } : { issues: [{ message: "no number" }] }),
      },
    };
    const flow = flowOf({ schemas: { input }, output: "text" });
    expect(flow.callSync(2)).toBe("4");
    await expect(flow.call("2")).rejects.toMatchObject({ code: "run/invalid-input" });
  });

  test("is there without `callSync` where a function is async", () => {
    const later = { ...text, call: async (value: number) => Promise.resolve(`${value}`) };
    const flow = flowOf({ nodes: [double, later], output: "text" });
    expect(["call" in flow, "callSync" in flow]).toEqual([true, false]);
  });
});
