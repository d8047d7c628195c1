import { describe, expect, it, vi } from "vitest";
import { defineFlow, route } from "@flowc/runtime";
import { recorded } from "@flowc/runtime/trace";
import { errorOf, flow, loop, node, router, same } from "../runtime/flows.js";
import { linesOf, nodes, type Called, type Line } from "./recorded-lines.js";

describe("a call of a recorded flow", () => {
  const sets = (context: { seen?: number }, n: number): void => void (context.seen = n);
  const spec = {
    name: "double",
    entry: "a",
    nodes: [node("a", (n: number) => n * 2, [], { writes: sets })],
    output: "a",
  };

  it.each([
    ["call", (called: Called) => called.call(21)],
    ["callSync", (called: Called) => Promise.resolve(called.callSync(21))],
  ])("is recorded like a run, with its context: %s", async (_name, call) => {
    let given: unknown;
    const { lines } = await linesOf(async (record) => {
      given = await call(recorded(defineFlow<Called>(spec), { ...record, values: "full" }));
    });
    expect(given).toBe(42);
    expect(lines.slice(1).map((line) => line["type"])).toEqual(["run", "start", "success", "context", "end"]);
    expect(lines[4]).toMatchObject({ value: { seen: 42 } });
  });
});

describe("a recorded loop", () => {
  const nested = [node("s", same, ["days"]), loop("days", "hours"), loop("hours", "work"), node("work", same)];
  const of = (lines: readonly Line[], type: string, id: string): readonly Line[] =>
    lines.filter((line) => line["type"] === type && line["node"] === id);

  it("has its list with its first visit only, for each time that it begins", async () => {
    const input = [
      [1, 2, 3],
      [4, 5],
    ];
    const { lines } = await linesOf((record) => recorded(flow(nested), { ...record, values: "full" }).run({}, input));
    expect(of(lines, "start", "days").map((line) => line["input"])).toEqual([input, undefined]);
    expect(of(lines, "success", "days").map((line) => line["result"])).toEqual([
      { hours: [1, 2, 3], days: { items: input, index: 1 } },
      { hours: [4, 5] },
    ]);
    const inputs = of(lines, "start", "hours").map((line) => [line["visit"], line["input"]]);
    expect(inputs.filter(([, value]) => value !== undefined)).toEqual([
      [expect.any(Number), [1, 2, 3]],
      [expect.any(Number), [4, 5]],
    ]);
    expect(of(lines, "item", "hours").map((line) => line["payload"])).toEqual(expect.arrayContaining([1, 2, 3, 4, 5]));
  });

  it("is as long as its items need, not as its list", async () => {
    const list = Array.from({ length: 2000 }, (_, at) => at);
    const { text } = await linesOf((record) => recorded(flow(nested), { ...record, values: "full" }).run({}, [list]));
    expect(text.length).toBeLessThan(2000 * 700);
  });

  it("a router that passes its input on to itself has it in each visit", async () => {
    const order = { id: 1 };
    const again = [
      router("r", (_: unknown, __: unknown, { visit }: { visit: number }) => route(visit < 3 ? "r" : "end"), [
        "r",
        "end",
      ]),
      node("end", same),
    ];
    const { lines } = await linesOf((record) => recorded(flow(again), record).run({}, order));
    expect(of(lines, "start", "r").map((line) => line["input"])).toEqual([order, order, order]);
  });
});

describe("a recorded run", () => {
  it("has a header, a line for each event, the context and the end", async () => {
    const { lines } = await linesOf((record) =>
      recorded(flow(nodes), { ...record, values: "full" }).run({ who: "me" }, 1, { id: "run-1" }),
    );
    const [header, ...rest] = lines;
    expect(header).toMatchObject({ schema: "flowc.run/1", runId: "run-1", flow: "test", file: "test.flow.yaml" });
    expect(rest.map(({ type, node: id }) => (id === undefined ? type : `${String(type)} ${String(id)}`))).toEqual([
      "run",
      "start s",
      "success s",
      "start a",
      "success a",
      "start b",
      "success b",
      "start j",
      "success j",
      "start r",
      "success r",
      "route r",
      "start x",
      "failed x",
      "context",
      "end",
    ]);
    expect(rest.map(({ n }) => n)).toEqual(rest.map((_, at) => at + 1));
    expect(rest.find(({ type, node: id }) => type === "start" && id === "j")).toMatchObject({
      visit: 1,
      index: [],
      from: [
        ["a", 1],
        ["b", 1],
      ],
      input: { a: 2, b: 2 },
    });
    expect(rest.find(({ type }) => type === "failed")).toMatchObject({
      handled: "continue",
      error: { $: "error", message: "no" },
    });
    expect(rest.find(({ type }) => type === "context")).toMatchObject({ value: { who: "me" } });
    const times = rest.map(({ t }) => Number(t));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("gives and throws what the run itself does", async () => {
    const plain = flow(nodes);
    const record = { write: () => undefined };
    expect(await recorded(plain, record).run({}, 1)).toEqual(await plain.run({}, 1));
    expect(recorded(flow([node("a", same)]), record).runSync(undefined, 1)).toEqual(
      flow([node("a", same)]).runSync({}, 1),
    );
    const error = new Error("no");
    expect(await errorOf(() => recorded(flow([node("a", () => Promise.reject(error))]), record).run({}, 1))).toBe(
      error,
    );
    expect(await errorOf(() => recorded(plain, record).run("no object" as never, 1))).toMatchObject({
      code: "run/context",
    });
  });

  it("names what an abort cut off", async () => {
    const hanging = flow([node("a", () => new Promise(() => undefined))]);
    const { lines } = await linesOf((record) =>
      recorded(hanging, record).run({}, 1, { signal: AbortSignal.timeout(5) }),
    );
    expect(lines.at(-1)).toMatchObject({ type: "end", cut: [["a", 1]], error: { $: "error", name: "TimeoutError" } });
  });

  it("keeps no value with `none`, and short ones with `short`", async () => {
    const text = flow([node("a", () => "x".repeat(1000))]);
    const none = await linesOf((record) => recorded(text, { ...record, values: "none" }).run({ secret: "s" }, "in"));
    expect(none.lines.map(({ type }) => type)).toEqual([undefined, "run", "start", "success", "end"]);
    expect(none.text).not.toMatch(/"input"|"result"|secret|xxx/);
    const short = await linesOf((record) => recorded(text, record).run({}, 1));
    expect(short.lines.find(({ type }) => type === "success")).toMatchObject({ result: { $: "text", length: 1000 } });
  });

  it("redacts results by the node's id and the context by its paths", async () => {
    const login = flow([node("login", () => ({ token: "t0ken", user: "ann" }))]);
    const options = { values: "full", redact: ["$payload.login.token", "$ctx.key"], secrets: ["s3cret"] } as const;
    const { text, lines } = await linesOf((record) =>
      recorded(login, { ...record, ...options }).run({ key: "k3y", note: "a s3cret" }, 1),
    );
    expect(text).not.toMatch(/t0ken|k3y|s3cret/);
    expect(lines.find(({ type }) => type === "success")).toMatchObject({
      result: { token: { $: "hidden" }, user: "ann" },
    });
  });

  it("numbers the items of nested loops by every loop", async () => {
    const nested = flow([loop("outer", "inner"), loop("inner", "a"), node("a", same)]);
    const { lines } = await linesOf((record) => recorded(nested, record).run({}, [[1], [2, 3]]));
    const starts = lines.filter(({ type, node: id }) => type === "start" && id === "a");
    expect(starts.map(({ index }) => index)).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
  });

  it("has an id where there is no `crypto.randomUUID`, as on pages without HTTPS", async () => {
    vi.stubGlobal("crypto", {});
    const { lines } = await linesOf((record) => recorded(flow([node("a", same)]), record).run({}, 7));
    vi.unstubAllGlobals();
    expect(lines.at(-1)).toMatchObject({ type: "end" });
  });

  it("says with `none` that a run failed, but not why", async () => {
    const failing = flow([
      node("a", () => Promise.reject(new Error("t0ken")), ["r"], { policy: { onError: "continue" } }),
      router("r", () => route("b", { reason: "t0ken" }), ["b"]),
      node("b", () => Promise.reject(new TypeError("t0ken"))),
    ]);
    const { lines, text } = await linesOf((record) =>
      recorded(failing, { ...record, values: "none" }).run({ a: "t0ken" }, "t0ken"),
    );
    expect(text).not.toContain("t0ken");
    expect(lines.at(-1)).toMatchObject({ type: "end", error: { $: "hidden" } });
    const fine = await linesOf((record) => recorded(flow([node("a", same)]), { ...record, values: "none" }).run({}, 1));
    expect(fine.lines.at(-1)).not.toHaveProperty("error");
  });

  it.each(["password", "$ctx..mail", "$env.TOKEN", "$ctx.a[b]", "", "$"])("is refused with the path `%s`", (path) => {
    expect(() => recorded(flow([node("a", same)]), { write: () => undefined, redact: [path] })).toThrow(TypeError);
  });
});
