import { describe, expect, it } from "vitest";
import { after, errorOf, flow, loop, node, same } from "./flows.js";
import { boom, ledger } from "./ledger.js";

describe("`goto` with undo (SPEC 15)", () => {
  it.each(["run", "runSync", 4] as const)("undoes first, then starts the handler alone (%s)", async (how) => {
    const { log, book } = ledger();
    const spec = [
      node("s", same, ["a", "o"]),
      book("a", ["b"]),
      node("o", same, ["p"]),
      node("p", same, ["q"]),
      node("q", () => void log.push("q")),
      node("b", () => boom("b"), [], { policy: { onError: { goto: "h", undo: true } } }),
      node("h", () => void log.push("h"), ["i"]),
      book("i", ["j"]),
      node("j", () => boom("j")),
    ];
    const context = {};
    const one = flow(spec);
    const error = await errorOf(() =>
      how === "runSync" ? one.runSync(context, 1) : one.run(context, 1, { concurrency: how === "run" ? 1 : how }),
    );
    expect(error).toMatchObject({ message: "j" });
    const undone = log.filter((line) => line !== "q");
    expect(undone.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
      "book a",
      "undo a",
      "h",
      "book i",
      "undo i",
    ]);
  });

  it("ends well after the handler", async () => {
    const { log, book } = ledger();
    const events: string[] = [];
    const spec = [
      loop("l", "a", { done: "d", collect: "b" }),
      book("a", ["b"]),
      node("b", (text: string) => (log.length > 2 ? boom("b") : text), [], {
        policy: { onError: { goto: "h", undo: true } },
      }),
      node("d", () => void log.push("d")),
      node("h", () => void log.push("h")),
    ];
    await flow(spec).run({}, [1, 2, 3, 4], { onEvent: (event) => events.push(event.type) });
    expect(log.filter((line) => line === "d" || line === "h")).toEqual(["h"]);
    expect(log.filter((line) => line.startsWith("undo"))).toHaveLength(
      log.filter((line) => line.startsWith("book")).length,
    );
    expect(events.filter((type) => type === "end")).toHaveLength(1);
  });

  it("a list that was waited for is not gone on with", async () => {
    const { log, book } = ledger();
    async function* slow(): AsyncGenerator<number> {
      yield 1;
      await after(10);
      log.push("second item");
      yield 2;
    }
    const spec = [
      loop("l", "a"),
      book("a", ["b"]),
      node("b", () => boom("b"), [], { policy: { onError: { goto: "h", undo: true } } }),
      node("h", () => after(30)),
    ];
    await flow(spec).run({}, slow(), { concurrency: 4 });
    expect(log).toEqual(["book a 1", 'undo a 1 "a-done" b', "second item"]);
  });

  it("an abort while everything is undone ends the run before the handler", async () => {
    const log: string[] = [];
    const controller = new AbortController();
    const spec = [
      node("a", same, ["b"], {
        undo: { call: async () => (controller.abort(new Error("stop")), await after(2), void log.push("undo a")) },
      }),
      node("b", () => boom("b"), [], { policy: { onError: { goto: "h", undo: true } } }),
      node("h", () => void log.push("h")),
    ];
    const error = await errorOf(() => flow(spec).run({}, 1, { signal: controller.signal }));
    expect(log).toEqual(["undo a"]);
    expect(error).toMatchObject({ message: "stop" });
  });

  it("is taken in a flow in which nothing can be undone, too", async () => {
    const log: string[] = [];
    const spec = [
      node("s", same, ["b", "o"]),
      node("b", () => boom("b"), [], { policy: { onError: { goto: "h", undo: true } } }),
      node("o", () => void log.push("o")),
      node("h", () => void log.push("h")),
    ];
    await flow(spec).run({}, 1);
    expect(log).toEqual(["h"]);
  });
});
