import { context, SpanStatusCode, trace } from "@opentelemetry/api";
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { traced } from "@flowc/runtime/otel";
import { called, child, failing } from "../runtime/children.js";
import { after, errorOf, flow, loop, node, router, same } from "../runtime/flows.js";

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
beforeAll(() => provider.register());
afterEach(() => exporter.reset());
afterAll(async () => {
  await provider.shutdown();
  trace.disable();
  context.disable();
});

/** Each span as the names of those around it and its own, in the order in which they ended. */
function paths(): string[] {
  const spans = exporter.getFinishedSpans();
  const byId = new Map(spans.map((span) => [span.spanContext().spanId, span]));
  const pathOf = (span: ReadableSpan): string => {
    const parent = byId.get(span.parentSpanContext?.spanId ?? "");
    return parent === undefined ? span.name : `${pathOf(parent)} > ${span.name}`;
  };
  return spans.map(pathOf);
}

const named = (name: string): ReadableSpan[] => exporter.getFinishedSpans().filter((span) => span.name === name);

describe("spans of flows that nodes run (SPEC 13)", () => {
  const inner = called([node("a", same, ["r"], { at: "3:3" }), router("r", () => "b", ["b"]), node("b", same)], {
    name: "in",
  });
  const parent = flow([child("sub/1", called([child("deep", inner)], { name: "mid" }), ["n"]), node("n", same)]);
  const deep = "flow test > sub/1 > flow mid > deep > flow in";
  const expected = [
    ...["a", "r", "b"].map((name) => `${deep} > ${name}`),
    deep,
    "flow test > sub/1 > flow mid > deep",
    "flow test > sub/1 > flow mid",
    "flow test > sub/1",
    "flow test > n",
    "flow test",
  ];

  it("are below the span of the node, that of the run too, with their attributes", async () => {
    await traced(parent).run({}, 1);
    expect(paths()).toEqual(expected);
    expect(named("a")[0]?.attributes).toEqual({
      "flowc.flow": "in",
      "flowc.node.id": "a",
      "flowc.node.kind": "function",
      "flowc.node.visit": 1,
      "flowc.place": "child.flow.yaml:3:3",
    });
    expect(named("r")[0]?.events.map(({ name }) => name)).toEqual(["flowc.route"]);
  });

  it("are the same under `runSync`", () => {
    traced(parent).runSync({}, 1);
    expect(paths()).toEqual(expected);
  });

  it("have a span of the run for each attempt, with its failure", async () => {
    const fails = called([node("f", failing("no"))], { name: "in" });
    await errorOf(() => traced(flow([child("sub", fails, [], { policy: { retry: { maxAttempts: 2 } } })])).run({}, 1));
    expect(paths()).toEqual([
      "flow test > sub > flow in > f",
      "flow test > sub > flow in",
      "flow test > sub > flow in > f",
      "flow test > sub > flow in",
      "flow test > sub",
      "flow test",
    ]);
    for (const { status } of exporter.getFinishedSpans()) expect(status.code).toBe(SpanStatusCode.ERROR);
  });

  it("are told apart where children overlap, and are dropped by an abort", async () => {
    const controller = new AbortController();
    const wait = called([node("w", async (ms: number) => after(ms))], { name: "in" });
    const looping = flow([loop("l", "sub"), child("sub", wait)]);
    const options = { concurrency: 2, signal: controller.signal };
    const run = errorOf(() => traced(looping).run({}, [1000, 1], options));
    while (named("w").length === 0) await after(5);
    controller.abort(new Error("stop"));
    await run;
    const dropped = exporter.getFinishedSpans().filter(({ attributes }) => attributes["flowc.dropped"] === true);
    expect(dropped.map(({ name }) => name)).toEqual(["w", "sub"]);
    expect(paths().filter((path) => path === "flow test > sub > flow in > w")).toHaveLength(2);
  });
});
