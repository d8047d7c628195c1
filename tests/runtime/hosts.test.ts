import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { FlowContext, FlowSpec, Host, Meta, NodeSpec } from "@flowc/runtime";
import { after, errorOf, flow, node, same } from "./flows.js";
import { graph, type Graph, nodesOf } from "./random-graph.js";
import { player, recorder } from "./recording-host.js";

const uncalled = (nodes: readonly NodeSpec[]): NodeSpec[] =>
  nodes.map((one) => ("call" in one ? { ...one, call: () => expect.unreachable() } : one));

async function runOf(
  nodes: readonly NodeSpec[],
  more: Partial<FlowSpec>,
  options: { readonly host: Host; readonly concurrency: number },
): Promise<{ readonly context: Partial<FlowContext>; readonly error: unknown }> {
  const context: Partial<FlowContext> & Record<string, unknown> = {};
  try {
    await flow(nodes, more).run(context, "in", options);
    return { context, error: undefined };
  } catch (error) {
    return { context, error };
  }
}

/** Fails as often as the seed says, so that all kinds of retries and failures occur. */
function failing({ edges }: Graph, failures: readonly number[]): (id: string, attempt: number) => void {
  return (id, attempt) => {
    const at = Number(id.slice(1));
    if (attempt <= (failures[at] ?? 0)) throw new RangeError(`${id} at ${attempt} of ${edges.length}`);
  };
}

describe("a run under a host", () => {
  it("can be replayed from its answers: random graphs, concurrency, retries, failures", async () => {
    const failures = fc.array(fc.constantFrom(0, 0, 0, 1, 2, 3), { minLength: 8, maxLength: 8 });
    const onError = fc.constantFrom<"stop" | "continue">("stop", "continue");
    await fc.assert(
      fc.asyncProperty(graph, failures, onError, fc.constantFrom(1, 2, Infinity), async (shape, often, rule, at) => {
        const nodes = nodesOf(shape, true, failing(shape, often));
        const more: Partial<FlowSpec> = { policy: { retry: { maxAttempts: 3 }, onError: rule } };
        const { host, recording } = recorder();
        const first = await runOf(nodes, more, { host, concurrency: at });
        const again = await runOf(uncalled(nodes), more, { host: player(recording).host, concurrency: at });
        expect(JSON.stringify(again.context)).toBe(JSON.stringify(first.context));
        expect(again.error).toBe(first.error);
      }),
      { numRuns: 80 },
    );
  });

  it("gives the same as without a host", async () => {
    await fc.assert(
      fc.asyncProperty(graph, async (shape) => {
        const { host } = recorder();
        const hosted = await flow(nodesOf(shape, true)).run({}, "in", { host });
        expect(JSON.stringify(hosted)).toBe(JSON.stringify(flow(nodesOf(shape, false)).runSync({}, "in")));
      }),
      { numRuns: 40 },
    );
  });

  it("takes one step per visit, including retries, with what the node is called with", async () => {
    const steps: unknown[] = [];
    const host: Host = {
      step: (step, call) => (steps.push({ ...step }), call()),
      race: () => 0,
    };
    const flaky = (n: number, _: unknown, { attempt, visit }: Meta): number => {
      if (attempt < 3) throw new Error("again");
      return n * 10 + visit;
    };
    const nodes = [
      { id: "l", kind: "loop" as const, body: "a", done: "d", collect: "a" },
      node("a", flaky, [], { policy: { retry: { maxAttempts: 3 } } }),
      node("d", same),
    ];
    const context = await flow(nodes).run({}, [1, 2], { host });
    expect(context.payloads["d"]).toEqual([11, 22]);
    expect(steps).toEqual([
      { nodeId: "a", visit: 1, payload: 1 },
      { nodeId: "a", visit: 2, payload: 2 },
      { nodeId: "d", visit: 1, payload: [11, 22] },
    ]);
  });

  it("takes a step for each item of a stream, and reads the items from the record in a replay", async () => {
    async function* stream(): AsyncGenerator<number> {
      for (const n of [1, 2]) yield (await after(1), n);
    }
    const nodes = [
      { id: "l", kind: "loop" as const, body: "a", done: "d", collect: "a" },
      node("a", (n: number) => n + 1),
      node("d", same),
    ];
    const { host, recording } = recorder();
    const context = await flow(nodes).run({}, stream(), { host });
    expect(context.payloads["d"]).toEqual([2, 3]);
    expect([...recording.answers.keys()]).toEqual(["l#1", "a#1", "l#2", "a#2", "l#3", "d#1"]);
    const silent = { [Symbol.asyncIterator]: () => ({ next: () => expect.unreachable() }) };
    const again = await flow(uncalled(nodes)).run({}, silent, { host: player(recording).host });
    expect(again.payloads["d"]).toEqual([2, 3]);
  });

  it("continues a stream after the items that an earlier run has recorded", async () => {
    const stream = async function* (): AsyncGenerator<number> {
      for (const n of [1, 2, 3, 4]) yield (await after(1), n);
    };
    const nodes = [
      { id: "l", kind: "loop" as const, body: "a", done: "d", collect: "a" },
      node("a", (n: number) => n * 10),
      node("d", same),
    ];
    const { host, recording } = recorder();
    const whole = await flow(nodes).run({}, stream(), { host });
    expect(whole.payloads["d"]).toEqual([10, 20, 30, 40]);
    for (let known = 0; known <= recording.answers.size; known += 1) {
      const rest = recorder(new Map([...recording.answers].slice(0, known)));
      const resumed = await flow(nodes).run({}, stream(), { host: rest.host });
      expect(resumed.payloads["d"]).toEqual(whole.payloads["d"]);
      expect([...rest.recording.answers]).toEqual([...recording.answers]);
    }
  });

  it("keeps apart the items of streams that are waited for at once", async () => {
    async function* stream(name: string, pause: number): AsyncGenerator<string> {
      for (const n of [1, 2, 3]) yield (await after(pause), `${name}${n}`);
    }
    const loop = (id: string, pause: number): NodeSpec[] => [
      { id, kind: "loop", inputs: () => stream(id, pause), body: `${id}b`, done: `${id}d`, collect: `${id}b` },
      node(`${id}b`, same),
      node(`${id}d`, same),
    ];
    const { host } = recorder();
    const nodes = [node("s", same, ["l", "m"]), ...loop("l", 2), ...loop("m", 3)];
    const { payloads } = await flow(nodes).run({}, 0, { host, concurrency: 4 });
    expect([payloads["ld"], payloads["md"]]).toEqual([
      ["l1", "l2", "l3"],
      ["m1", "m2", "m3"],
    ]);
  });

  it("does not retry after a recorded step has given up", async () => {
    let steps = 0;
    const host: Host = {
      step: () => {
        steps += 1;
        throw new Error("recorded");
      },
      race: () => 0,
    };
    const nodes = [node("a", same, [], { policy: { retry: { maxAttempts: 3 } } })];
    expect(String(await errorOf(() => flow(nodes).run({}, 0, { host })))).toBe("Error: recorded");
    expect(steps).toBe(1);
  });

  it("waits for other callables after a failure", async () => {
    const { host } = recorder();
    const log: string[] = [];
    const nodes = [
      node("s", same, ["a", "b"]),
      node("a", () => after(5).then(() => log.push("ended"))),
      node("b", () => Promise.reject(new Error("b"))),
    ];
    expect(String(await errorOf(() => flow(nodes).run({}, 0, { host, concurrency: 2 })))).toBe("Error: b");
    expect(log).toEqual(["ended"]);
  });

  it("ends at once when it is aborted, even if the host does nothing", async () => {
    const controller = new AbortController();
    const host: Host = { step: () => new Promise(() => undefined), race: () => new Promise(() => undefined) };
    const running = errorOf(() => flow([node("a", same)]).run({}, 0, { host, signal: controller.signal }));
    await after(1);
    controller.abort("now");
    expect(await running).toBe("now");
  });

  it("ends with the host's own error, or with one for an invalid position", async () => {
    const nodes = [node("a", () => after(1))];
    const broken: Host = { step: (_, call) => call(), race: () => Promise.reject(new Error("the host")) };
    expect(String(await errorOf(() => flow(nodes).run({}, 0, { host: broken })))).toBe("Error: the host");
    const lost: Host = { step: (_, call) => call(), race: () => 7 };
    expect(await errorOf(() => flow(nodes).run({}, 0, { host: lost }))).toMatchObject({ code: "run/host" });
  });

  it("is not supported by runSync", async () => {
    const step = vi.fn();
    const host: Host = { step, race: () => 0 };
    expect(await errorOf(() => flow([node("a", same)]).runSync({}, 0, { host }))).toMatchObject({ code: "run/option" });
    expect(step).not.toHaveBeenCalled();
  });
});
