import { getEventListeners } from "node:events";
import { afterEach, describe, expect, it, vi } from "vitest";
import { after, flow, node } from "./flows.js";

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
