import { describe, expect, it } from "vitest";
import type { FlowEvent, Meta } from "@flowc/runtime";
import { after, errorOf, flow, loop, node, same } from "./flows.js";
import { boom, ledger, type Undone } from "./ledger.js";

describe("aborts of a flow with undo (SPEC 15)", () => {
  it.each([1, 8])("wait for what runs, record it, send nothing on, and undo (concurrency %d)", async (concurrency) => {
    const { log, book } = ledger();
    const controller = new AbortController();
    let wasAborted = false;
    const slow = async (_: unknown, __: unknown, { signal }: Meta): Promise<string> => {
      log.push("begin b");
      await after(5);
      controller.abort(new Error("stop"));
      await after(10);
      wasAborted = signal.aborted;
      log.push("end b");
      return "b-done";
    };
    const spec = [
      book("a", ["b"]),
      node("b", slow, ["c"], { undo: { call: ({ result }: Undone) => void log.push(`undo b ${String(result)}`) } }),
      book("c"),
    ];
    const context: Record<string, unknown> = {};
    const events: string[] = [];
    const onEvent = (event: FlowEvent): void =>
      void events.push(`${event.type} ${"nodeId" in event ? event.nodeId : ""}`);
    const error = await errorOf(() => flow(spec).run(context, 1, { concurrency, signal: controller.signal, onEvent }));
    expect(error).toMatchObject({ message: "stop" });
    expect(wasAborted).toBe(true);
    expect(log).toEqual(["book a 1", "begin b", "end b", "undo b b-done", 'undo a 1 "a-done" stop']);
    expect(context["payloads"]).toEqual({ a: "a-done", b: "b-done" });
    expect(events.slice(-6)).toEqual(["success b", "undo b", "undone b", "undo a", "undone a", "end "]);
  });

  it("an abort within a callable, before it answers at once", async () => {
    const { log, book } = ledger();
    const controller = new AbortController();
    const spec = [
      book("a", ["b"]),
      node("b", () => (controller.abort(new Error("stop")), "x"), ["c"], {
        undo: { call: () => void log.push("undo b") },
      }),
      book("c"),
    ];
    await errorOf(() => flow(spec).run({}, 1, { signal: controller.signal }));
    expect(log).toEqual(["book a 1", "undo b", 'undo a 1 "a-done" stop']);
  });

  it("a success whose listener aborts the run counts", async () => {
    const { log, book } = ledger();
    const onEvent = (event: FlowEvent): void => {
      if (event.type === "success") boom("listener");
    };
    expect(await errorOf(() => flow([book("a", ["b"]), book("b")]).run({}, 1, { onEvent }))).toMatchObject({
      message: "listener",
    });
    expect(log).toEqual(["book a 1", 'undo a 1 "a-done" listener']);
  });

  it("do not wait for the next item of a list", async () => {
    const { log, book } = ledger();
    const controller = new AbortController();
    async function* never(): AsyncGenerator<number> {
      yield 1;
      setTimeout(() => controller.abort(new Error("stop")), 5);
      await new Promise(() => undefined);
    }
    for (const concurrency of [1, 4]) {
      await errorOf(() =>
        flow([loop("l", "a"), book("a")]).run({}, never(), { signal: controller.signal, concurrency }),
      );
    }
    expect(log[0]).toBe("book a 1");
    expect(log[1]).toBe('undo a 1 "a-done" stop');
  });

  it("keep the context in use until everything is undone", async () => {
    const context = {};
    const spec = [node("a", same, ["b"], { undo: { call: () => after(5) } }), node("b", () => boom())];
    const one = flow(spec);
    const running = errorOf(() => one.run(context, 1));
    await after(2);
    expect(await errorOf(() => one.run(context, 1))).toMatchObject({ code: "run/context-in-use" });
    await running;
    expect(await errorOf(() => one.run(context, 1))).toMatchObject({ message: "boom" });
  });

  it("what ends well next to a failure is undone too", async () => {
    const { log } = ledger();
    const spec = [
      node("s", same, ["a", "b"]),
      node("a", async () => (await after(10), "a"), ["c"], { undo: { call: () => void log.push("undo a") } }),
      node("b", async () => (await after(2), boom())),
      node("c", () => void log.push("c")),
    ];
    await errorOf(() => flow(spec).run({}, 1, { concurrency: 2 }));
    expect(log).toEqual(["undo a"]);
  });
});
