import { describe, expect, it } from "vitest";
import { type AnyFlow, after, errorOf, flow, node, order, same, stepsOf } from "./flows.js";

const inUse = { name: "FlowError", code: "run/context-in-use" };

/** A flow whose only node takes this many milliseconds. */
const waiting = (milliseconds: number): AnyFlow => flow([node("a", () => after(milliseconds))]);
/** Two nodes that start at once. */
const wide = (a: () => unknown, b: () => unknown): AnyFlow =>
  flow([node("s", same, ["a", "b"]), node("a", a), node("b", b)]);

describe("a context that a run uses (SPEC 8)", () => {
  it.each([1, Infinity])("is rejected for another run, at concurrency %d", async (concurrency) => {
    const context = {};
    const first = wide(() => after(5), same as () => unknown).run(context, 1, { concurrency });
    expect(await errorOf(() => flow([node("z", same)]).run(context))).toMatchObject(inUse);
    expect(await errorOf(() => flow([node("z", same)]).runSync(context))).toMatchObject(inUse);
    const steps = stepsOf(await first);
    expect(steps).not.toContain("start z");
  });

  it("is rejected under a host", async () => {
    const context = {};
    const host = { step: (_: unknown, call: () => unknown) => call(), race: () => 0 };
    const first = waiting(5).run(context, 1, { host });
    expect(await errorOf(() => waiting(0).run(context))).toMatchObject(inUse);
    await first;
    await waiting(0).run(context, 1, { host });
  });

  it.each(["run", "runSync"] as const)("is rejected from inside a callable: %s", async (how) => {
    const inner = flow([node("z", same)]);
    const errors: unknown[] = [];
    const outer = flow([
      node("a", (_: unknown, context: Record<string, unknown>) => errorOf(() => inner.runSync(context)), ["b"], {
        context: true,
      }),
      node(
        "b",
        async (_: unknown, context: Record<string, unknown>) => errors.push(await errorOf(() => inner.run(context))),
        [],
        {
          context: true,
        },
      ),
    ]);
    if (how === "run") {
      const context = await outer.run();
      expect(context.payloads["a"]).toMatchObject(inUse);
      expect(errors).toMatchObject([inUse]);
    } else {
      const context: Record<string, unknown> = {};
      let error: unknown;
      flow([
        node("a", () => {
          try {
            inner.runSync(context);
          } catch (thrown) {
            error = thrown;
          }
        }),
      ]).runSync(context);
      expect(error).toMatchObject(inUse);
    }
  });

  it("may be used again after its end, and its steps continue", async () => {
    const context = {};
    await waiting(1).run(context);
    flow([node("b", same)]).runSync(context);
    await flow([node("c", same)]).run(context);
    expect(order(context as never)).toBe("a b c");
  });

  it("may be used again by a listener that is notified of its end", async () => {
    const context = {};
    const onEvent = ({ type }: { readonly type: string }): void => {
      if (type === "end") flow([node("b", same)]).runSync(context);
    };
    await waiting(1).run(context, 1, { onEvent });
    expect(order(context as never)).toBe("a b");
  });

  it.each(["run", "runSync"] as const)("may be used again after a failure: %s", async (how) => {
    const context = {};
    const failing = flow([
      node("a", () => {
        throw new Error("no");
      }),
    ]);
    for (const message of ["no", "no"]) expect(await errorOf(() => failing[how](context))).toMatchObject({ message });
  });

  it("may be used again after an abort, even if a callable is still running", async () => {
    const context = {};
    const abort = new AbortController();
    const running = waiting(20).run(context, 1, { signal: abort.signal });
    abort.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    flow([node("b", same)]).runSync(context);
    expect(order(context as never)).toBe("a b");
  });

  it("is still in use by a run that has failed and waits for other callables", async () => {
    const context = {};
    const fail = (): never => {
      throw new Error("no");
    };
    const running = wide(() => after(10), fail).run(context, 1, { concurrency: 2 });
    expect(await errorOf(() => waiting(0).run(context))).toMatchObject(inUse);
    await expect(running).rejects.toThrow("no");
    await waiting(0).run(context);
  });

  it("is free if the run did not start", async () => {
    const context = {};
    const signal = { aborted: false } as AbortSignal;
    expect(await errorOf(() => waiting(0).run(context, 1, { signal }))).toBeInstanceOf(TypeError);
    expect(await errorOf(() => waiting(0).run(context, 1, { maxSteps: -1 }))).toMatchObject({ code: "run/option" });
    await waiting(0).run(context);
  });

  it("may be one of many at once, each in a run of its own", async () => {
    const contexts = Array.from({ length: 50 }, () => ({}));
    await Promise.all(contexts.map((context) => waiting(1).run(context)));
    for (const context of contexts) flow([node("b", same)]).runSync(context);
  });
});
