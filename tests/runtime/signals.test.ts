import { getEventListeners } from "node:events";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { NodeSpec } from "@flowc/runtime";
import { failing, hearing } from "./children.js";
import { after, errorOf, flow, node, same } from "./flows.js";

afterEach(() => vi.restoreAllMocks());

const waiting = (milliseconds: number) => flow([node("a", () => after(milliseconds))]);

describe("a signal that many runs share (SPEC 7)", () => {
  it("has one listener, none after the last run, and no warning", async () => {
    const warn = vi.spyOn(process, "emitWarning");
    const { signal } = new AbortController();
    const runs = Array.from({ length: 40 }, (_, at) => waiting(at % 4).run({}, 1, { signal }));
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    await Promise.all(runs);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    const later = waiting(0).run({}, 1, { signal });
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    await later;
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    expect(warn).not.toHaveBeenCalled();
  });

  it("ends all of them, and those that start later", async () => {
    const abort = new AbortController();
    const { signal } = abort;
    const runs = Array.from({ length: 40 }, () => waiting(50).run({}, 1, { signal }));
    abort.abort(new Error("enough"));
    for (const run of await Promise.allSettled([...runs, waiting(0).run({}, 1, { signal })])) {
      expect(run).toMatchObject({ status: "rejected", reason: { message: "enough" } });
    }
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  it("is released by runs that fail, one by one", async () => {
    const { signal } = new AbortController();
    const failing = flow([
      node("a", async () => {
        await after(1);
        throw new Error("no");
      }),
    ]);
    const long = waiting(5).run({}, 1, { signal });
    await expect(failing.run({}, 1, { signal })).rejects.toThrow("no");
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    await long;
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });
});

describe.each([1, 2])("a callable that aborts its own run, at concurrency %i (SPEC 7)", (concurrency) => {
  const flows: ((call: () => unknown) => NodeSpec[])[] = [
    (call) => [node("a", call)],
    (call) => [node("s", same, ["a", "b"]), node("a", call), node("b", same)],
    (call) => [node("a", call, [], { policy: { retry: { maxAttempts: 3 }, timeout: 2000 } })],
  ];

  it.each([
    ["returns", () => 1],
    ["throws", failing("no")],
    ["rejects", async () => Promise.reject(new Error("no"))],
    ["waits", async () => after(1)],
    ["hangs", async () => new Promise(() => undefined)],
  ])("ends it at once, and leaves nothing behind if it then %s", async (_, then: () => unknown) => {
    for (const nodesOf of flows) {
      const { heard, onEvent } = hearing();
      const controller = new AbortController();
      const nodes = nodesOf(() => {
        controller.abort(new Error("stop"));
        return then();
      });
      const error = await errorOf(() => flow(nodes).run({}, 1, { concurrency, signal: controller.signal, onEvent }));
      expect(error).toMatchObject({ message: "stop" });
      await after(3);
      expect(heard.slice(heard.indexOf("a#1 start"))).toEqual(["a#1 start", "end stop cut a#1"]);
    }
  });
});
