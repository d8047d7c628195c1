import { context, type Span, SpanStatusCode, trace } from "@opentelemetry/api";
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { traced } from "@flowc/runtime/otel";
import {
  childFlow,
  defineFlow,
  type FlowContext,
  type FlowEvent,
  type Host,
  type Meta,
  type NodeSpec,
  route,
  type SyncFlow,
} from "@flowc/runtime";
import { after, errorOf, flow, node, router, same } from "../runtime/flows.js";

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const own = provider.getTracer("test");
beforeAll(() => provider.register());
afterEach(() => exporter.reset());
afterAll(async () => {
  await provider.shutdown();
  trace.disable();
  context.disable();
});

const spans = (): ReadableSpan[] => exporter.getFinishedSpans();
const named = (name: string): ReadableSpan[] => spans().filter((span) => span.name === name);
const idOf = (span: ReadableSpan | undefined): string | undefined => span?.spanContext().spanId;
const parentOf = (span: ReadableSpan | undefined): string | undefined => span?.parentSpanContext?.spanId;

/** Starts and ends a span of the user's below the one that is active. */
function userSpan(name: string): void {
  own.startSpan(name).end();
}

describe("traced", () => {
  it("creates a span for each undo, also for those of flows that had ended", async () => {
    const inner = flow([node("x", same, [], { undo: { call: same } })], { output: "x", name: "inner" });
    const nodes: NodeSpec[] = [
      node("a", same, ["c"], { undo: { call: () => Promise.reject(new Error("no refund")) } }),
      node("c", childFlow(inner), ["d"]),
      node("d", () => Promise.reject(new Error("no car"))),
    ];
    await errorOf(() => traced(flow(nodes)).run({}, 1));
    expect(
      spans()
        .map(({ name }) => name)
        .slice(-3),
    ).toEqual(["undo x", "undo a", "flow test"]);
    expect(named("undo x")[0]?.attributes).toMatchObject({ "flowc.undo": true, "flowc.within": ["c#1@1"] });
    expect(named("undo a")[0]?.status).toMatchObject({ code: SpanStatusCode.ERROR, message: "no refund" });
    for (const span of [...named("undo x"), ...named("undo a")])
      expect(parentOf(span)).toBe(idOf(named("flow test")[0]));
  });

  it("creates a span for the run and one for each visit below it, with their attributes", async () => {
    const nodes: NodeSpec[] = [
      node("s", same, ["a", "b"], { at: "4:3" }),
      node("a", same, ["j"]),
      node("b", same, ["j"]),
      node("j", same, [], { joins: [["a"], ["b"]], name: "Join" }),
    ];
    await traced(flow(nodes)).run({}, 1);
    const [run] = named("flow test");
    expect(run?.attributes).toEqual({ "flowc.flow": "test", "flowc.source": "test.flow.yaml" });
    expect(run?.status).toEqual({ code: SpanStatusCode.UNSET });
    expect(spans().map(({ name }) => name)).toEqual(["s", "a", "b", "Join", "flow test"]);
    for (const span of spans().slice(0, -1)) expect(parentOf(span)).toBe(idOf(run));
    expect(named("s")[0]?.attributes).toEqual({
      "flowc.flow": "test",
      "flowc.node.id": "s",
      "flowc.node.kind": "function",
      "flowc.node.visit": 1,
      "flowc.place": "test.flow.yaml:4:3",
    });
    expect(named("Join")[0]?.attributes).toMatchObject({ "flowc.node.id": "j", "flowc.join.parents": ["a", "b"] });
  });

  it("creates the same spans for calls", async () => {
    const called = traced(defineFlow<SyncFlow<FlowContext>>({ name: "test", entry: "s", nodes: [node("s", same)] }));
    await called.call(1);
    called.callSync(1);
    expect(spans().map(({ name }) => name)).toEqual(["s", "flow test", "s", "flow test"]);
  });

  it.each([1, 2, Infinity])(
    "has the node's span active around its callable, at concurrency %d",
    async (concurrency) => {
      const work = (name: string) => async () => {
        userSpan(`${name} before`);
        await after(name === "a" ? 5 : 1);
        userSpan(`${name} after`);
      };
      const nodes = [
        node("s", same, ["a", "b"]),
        node("a", work("a")),
        node("b", work("b"), ["c"]),
        node("c", work("c")),
      ];
      await own.startActiveSpan("caller", async (caller) => {
        await traced(flow(nodes)).run({}, 1, { concurrency });
        caller.end();
      });
      expect(parentOf(named("flow test")[0])).toBe(idOf(named("caller")[0]));
      for (const id of ["a", "b", "c"]) {
        expect(parentOf(named(`${id} before`)[0])).toBe(idOf(named(id)[0]));
        expect(parentOf(named(`${id} after`)[0])).toBe(idOf(named(id)[0]));
      }
    },
  );

  it("distinguishes visits and items", async () => {
    const nodes: NodeSpec[] = [
      { id: "l", kind: "loop", body: "b" },
      node("b", (item: string) => userSpan(`of ${item}`)),
    ];
    await traced(flow(nodes)).run({}, ["x", "y"], { concurrency: 2 });
    const bodies = named("b");
    expect(bodies.map(({ attributes }) => [attributes["flowc.node.visit"], attributes["flowc.item.index"]])).toEqual([
      [1, [0]],
      [2, [1]],
    ]);
    expect(parentOf(named("of y")[0])).toBe(idOf(bodies[1]));
    const items = named("l").map(({ events }) => events.map(({ name, attributes }) => [name, attributes]));
    expect(items).toEqual([
      [["flowc.item", { "flowc.item.position": 0 }]],
      [["flowc.item", { "flowc.item.position": 1 }]],
    ]);
  });

  it("ends the spans of loops over nothing and of routers that choose nothing", async () => {
    const nodes: NodeSpec[] = [
      { id: "l", kind: "loop", body: "b", done: "r", collect: "b" },
      node("b", same),
      router("r", () => null, ["b"]),
    ];
    await traced(flow([...nodes, node("x", same)])).run({}, []);
    expect(spans().map(({ name }) => name)).toEqual(["l", "r", "flow test"]);
    expect(named("l")[0]?.attributes).not.toHaveProperty("flowc.dropped");
  });

  it("records what routers chose and which joins are still waiting", async () => {
    const decide = (): unknown => [route("a", { confidence: 0.5, reason: "why not" })];
    const nodes = [
      router("r", decide, ["a", "b"]),
      node("a", same, ["j"]),
      node("b", same, ["j"]),
      node("j", same, [], { joins: [["a"], ["b"]] }),
    ];
    await traced(flow(nodes)).run({}, 1);
    expect(named("r")[0]?.events).toMatchObject([
      {
        name: "flowc.route",
        attributes: { "flowc.route.target": "a", "flowc.route.confidence": 0.5, "flowc.route.reason": "why not" },
      },
    ]);
    expect(named("flow test")[0]?.events).toMatchObject([
      {
        name: "flowc.waiting",
        attributes: { "flowc.node.id": "j", "flowc.join.arrived": ["a"], "flowc.join.missing": ["b"] },
      },
    ]);
  });

  it("records failures, with each attempt, on the node and on the run that they end", async () => {
    const policy = { retry: { maxAttempts: 2 } };
    const fails = async (_: unknown, __: unknown, { attempt }: Meta): Promise<never> => {
      userSpan(`attempt ${attempt}`);
      throw new TypeError(`no ${attempt}`);
    };
    expect(await errorOf(() => traced(flow([node("a", fails, [], { policy })])).run({}, 1))).toBeInstanceOf(TypeError);
    const [a] = named("a");
    expect(a?.status).toEqual({ code: SpanStatusCode.ERROR, message: "no 2" });
    expect(a?.events.map(({ name, attributes }) => [name, attributes?.["exception.message"]])).toEqual([
      ["exception", "no 1"],
      ["flowc.retry", undefined],
      ["exception", "no 2"],
    ]);
    expect(named("flow test")[0]?.status).toEqual({ code: SpanStatusCode.ERROR, message: "no 2" });
    for (const attempt of [1, 2]) expect(parentOf(named(`attempt ${attempt}`)[0])).toBe(idOf(a));
  });

  it("marks a failed node of a run that goes on, for any thrown value", async () => {
    const nodes = [node("a", () => Promise.reject("text"), [], { policy: { onError: "continue" } })];
    await traced(flow(nodes)).run({}, 1);
    expect(named("a")[0]?.status).toEqual({ code: SpanStatusCode.ERROR, message: "text" });
    expect(named("flow test")[0]?.status).toEqual({ code: SpanStatusCode.UNSET });
  });

  it("does not change a run where what was thrown cannot be read", async () => {
    const refuse = (): never => {
      throw new Error("a getter");
    };
    const thrown: unknown[] = [
      undefined,
      Object.create(null),
      Object.defineProperty(new Error("x"), "message", { get: refuse }),
      new Proxy({}, { get: refuse, getPrototypeOf: refuse }),
    ];
    for (const value of thrown) {
      const fails = (): never => {
        throw value;
      };
      const policy = { onError: "continue", retry: { maxAttempts: 2 } } as const;
      const context = await traced(flow([node("a", fails, ["b"], { policy }), node("b", (n: number) => n + 1)])).run(
        {},
        1,
      );
      expect(context.payloads["b"]).toBe(2);
      expect(named("a").at(-1)?.status.code).toBe(SpanStatusCode.ERROR);
    }
  });

  it("ends the spans of what an abort drops", async () => {
    const controller = new AbortController();
    const running = errorOf(() =>
      traced(flow([node("a", () => new Promise(() => undefined))])).run({}, 1, { signal: controller.signal }),
    );
    await after(2);
    controller.abort("enough");
    expect(await running).toBe("enough");
    expect(named("a")[0]?.attributes["flowc.dropped"]).toBe(true);
    expect(named("flow test")[0]?.status).toEqual({ code: SpanStatusCode.ERROR, message: "enough" });
  });

  it("keeps concurrent runs apart", async () => {
    const tracedFlow = traced(flow([node("a", () => after(2)), node("x", same)]));
    await Promise.all([tracedFlow.run({}, 1), tracedFlow.run({}, 2)]);
    const runs = named("flow test").map(idOf);
    expect(new Set(named("a").map(parentOf))).toEqual(new Set(runs));
    expect(runs).toHaveLength(2);
  });

  it("gives the same context, results and order as without", async () => {
    // Turns of the event loop, which always come in the same order, regardless of what else the machine does.
    const turns = [9, 3, 7, 5];
    const wait = async (left: number): Promise<void> => {
      for (; left > 0; left -= 1) await new Promise((resolve) => setImmediate(resolve));
    };
    const ids = turns.map((_, at) => `n${at}`);
    const nodes = [
      node("s", same, ids),
      ...ids.map((id, at) => node(id, () => wait(turns[at] ?? 0).then(() => id), ["j"])),
      node("j", same, [], { joins: ids.map((id) => [id]) }),
    ];
    const bare = await flow(nodes).run({}, 1, { concurrency: Infinity });
    expect(await traced(flow(nodes)).run({}, 1, { concurrency: Infinity })).toEqual(bare);
  });

  it("lets the user's own listener and host hear and do the same", async () => {
    const heard: string[] = [];
    const steps: string[] = [];
    const host: Host = {
      step: ({ nodeId, visit }, call) => {
        steps.push(`${nodeId}#${visit}`);
        return nodeId === "b" ? "recorded" : call();
      },
      race: () => 0,
    };
    const onEvent = ({ type }: FlowEvent): void => void heard.push(type);
    const nodes = [node("a", async () => userSpan("in a"), ["b"]), node("b", () => expect.unreachable())];
    const made = await traced(flow(nodes)).run({}, 1, { host, onEvent });
    expect(made.payloads["b"]).toBe("recorded");
    expect(steps).toEqual(["a#1", "b#1"]);
    expect(heard).toEqual(["run", "start", "success", "start", "success", "end"]);
    expect(parentOf(named("in a")[0])).toBe(idOf(named("a")[0]));
  });

  it("takes the tracer that it is given, and runSync", () => {
    const started: string[] = [];
    const tracer = {
      startSpan: (name: string, ...rest: never[]): Span => (started.push(name), own.startSpan(name, ...rest)),
      startActiveSpan: own.startActiveSpan.bind(own),
    };
    const made = traced(flow([node("a", same)]), { tracer }).runSync({}, 7);
    expect(made.payloads["a"]).toBe(7);
    expect(started).toEqual(["flow test", "a"]);
    expect(spans()).toHaveLength(2);
  });
});
