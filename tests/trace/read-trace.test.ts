import { describe, expect, it, test } from "vitest";
import { readTrace } from "../../trace/read/read-trace.js";
import { eventful, eventfulFunctions, faultOf, planOf, recordRun, runsIn } from "./record-run.js";

const whole = await recordRun(eventful, eventfulFunctions(), { input: 1 });
const short = await recordRun(eventful, eventfulFunctions(), { input: 1, values: "short", picture: {} });
const [run] = runsIn(whole);

describe("a recorded run", () => {
  it("says what came in, what came out and how long it took", () => {
    expect(run).toMatchObject({ runId: "run-1", flow: "tested", file: "flows/tested.flow.yaml", status: "done" });
    expect(run).toMatchObject({ input: 1, waiting: [], processes: [{ start: 0, duration: run?.duration }] });
    expect(run).not.toHaveProperty("error");
    expect(run?.picture?.nodes).toHaveLength(11);
  });

  it("has an activation for each start, with its causes", () => {
    const byName = new Map(
      run?.activations.map(({ node, visit, index, causes, state }) => [`${node} ${visit}`, [index, causes, state]]),
    );
    expect(byName.get("begin 1")).toEqual([[], [], "ok"]);
    expect(byName.get("lost 1")).toEqual([[], [["begin", 1]], "handled"]);
    expect(byName.get("rescue 1")).toEqual([[], [["lost", 1]], "ok"]);
    expect(byName.get("ignored 1")).toEqual([[], [["begin", 1]], "handled"]);
    expect(new Set((byName.get("meet 1")?.[1] as [string, number][]).map(([node]) => node))).toEqual(
      new Set(["shaky", "rescue", "ignored"]),
    );
    expect([1, 2, 3].map((visit) => byName.get(`item ${visit}`))).toEqual(
      [0, 1, 2].map((index) => [[index], [["each", index + 1]], "ok"]),
    );
    expect(byName.has("other 1")).toBe(false);
    expect(byName.size).toBe(14);
  });

  it("has the failures, and who took them", () => {
    const of = (id: string) => run?.activations.find(({ node }) => node === id);
    expect(of("lost")).toMatchObject({
      handled: "goto",
      error: { name: "TypeError", message: "no rate in €", cause: { message: "socket closed" } },
    });
    expect(of("ignored")).toMatchObject({ handled: "continue" });
    expect(of("shaky")).toMatchObject({
      state: "ok",
      result: { rate: 2 },
      retries: [
        { attempt: 1, delay: 1, error: { message: "busy 1" } },
        { attempt: 2, delay: 1, error: { message: "busy 2" } },
      ],
    });
  });

  it("has decisions and items, and each visit of a loop lasts until its item has ended", () => {
    const of = (id: string) => run?.activations.filter(({ node }) => node === id) ?? [];
    expect(of("decide")[0]?.routes).toMatchObject([{ target: "each" }]);
    expect(of("each")).toMatchObject([0, 1, 2].map((item) => ({ item, end: of("item")[item]?.end })));
  });

  it("names what an abort cut off, and the joins that were left waiting", async () => {
    const joins = planOf(`name: tested
entry: begin
nodes:
  begin: { callable: ./ops.ts#begin }
  left: { callable: ./ops.ts#same }
  choose: { type: CustomRoutingNode, routing_rule: ./ops.ts#choose }
  right: { callable: ./ops.ts#same }
  elsewhere: { callable: ./ops.ts#same }
  both: { callable: ./ops.ts#same }
edges:
  - begin >> (left | choose)
  - choose >> (right | elsewhere)
  - (left & right) >> both
`);
    const same = (value: unknown): unknown => value;
    const [left] = runsIn(await recordRun(joins, { begin: same, same, choose: () => "elsewhere" }, { input: 1 }));
    expect(left).toMatchObject({
      status: "done",
      waiting: [{ node: "both", arrived: ["left"], missing: [["right"]] }],
    });
    const hangs = (): Promise<never> => new Promise(() => undefined);
    const [aborted] = runsIn(
      await recordRun(joins, { begin: hangs, same, choose: same }, { run: { signal: AbortSignal.timeout(20) } }),
    );
    expect(aborted).toMatchObject({ status: "failed", error: { name: "TimeoutError" } });
    expect(aborted?.activations).toMatchObject([{ node: "begin", state: "cut", end: aborted?.duration }]);
  });

  it("may be of a flow whose name is empty", () => {
    const header = { schema: "flowc.run/1", runId: "r", flow: "", startedAt: "2026-01-01T00:00:00.000Z" };
    expect(readTrace(`${JSON.stringify(header)}\n`)).toMatchObject({ ok: true });
    expect(readTrace(`${JSON.stringify({ ...header, runId: "" })}\n`)).toMatchObject({ ok: false });
  });

  it("is read without values and without a picture", async () => {
    const text = await recordRun(eventful, eventfulFunctions(), { input: 1, values: "none", picture: { nodes: [] } });
    const [bare] = runsIn(text);
    expect(bare?.activations.map(({ state }) => state)).toEqual(run?.activations.map(({ state }) => state));
    expect(bare).not.toHaveProperty("picture");
    expect(bare?.activations[0]).not.toHaveProperty("input");
  });
});

describe("a record that was cut off", () => {
  const bytes = Buffer.from(short);
  const headerEnd = bytes.indexOf("\n");

  it("is read at every byte: each whole line counts, and a torn one does not", () => {
    const lineEnds = [...bytes.entries()].flatMap(([at, byte]) => (byte === 10 ? [at] : []));
    for (let end = 0; end < bytes.length; end++) {
      const read = readTrace(bytes.subarray(0, end).toString("utf8"));
      if (end < headerEnd) {
        expect([end, read.ok ? undefined : read.fault.line]).toEqual([end, end === 0 ? undefined : 1]);
        continue;
      }
      // The last line is whole without its line break too.
      const lines = lineEnds.filter((at) => at <= end).length - 1;
      expect([end, read.ok ? read.value[0]?.events.length : read.fault]).toEqual([end, lines]);
      const [cut] = runsIn(bytes.subarray(0, end).toString("utf8"));
      expect([end, cut?.status]).toEqual([end, lines === lineEnds.length - 1 ? "done" : "cut off"]);
      expect(cut?.activations.every(({ start, end: ended }) => ended >= start)).toBe(true);
    }
  });

  it("is read in pieces as it is in one", () => {
    const text = short.replace('"flow":"', '"flow":"Prüfung 🚚 ');
    for (const torn of [Buffer.from(text), Buffer.from(`\ufeff${text}`), Buffer.from(text).subarray(0, 90)]) {
      const expected = readTrace(torn);
      for (let size = 1; size < 100; size += 7) {
        expect(readTrace(piecesOf(torn, size))).toEqual(expected);
      }
    }
  });

  /** Each piece is in the same buffer, as those of a file are. */
  function* piecesOf(torn: Buffer, size: number): Generator<Uint8Array> {
    const buffer = Buffer.alloc(size);
    for (let at = 0; at < torn.length; at += size) yield buffer.subarray(0, torn.copy(buffer, 0, at, at + size));
  }

  it("is not read to its end if it has none", () => {
    function* endless(first: string): Generator<Uint8Array> {
      yield Buffer.from(first);
      for (;;) yield new Uint8Array(1_000_000);
    }
    expect(readTrace(endless(""))).toMatchObject({ fault: { message: "is not a recorded run", line: 1 } });
    const message = "is damaged: the line is longer than 64 MB";
    expect(readTrace(endless(short.slice(0, headerEnd + 1)))).toMatchObject({ fault: { message, line: 2 } });
  });

  it("has what ran then as cut", () => {
    const lines = whole.split("\n");
    const at = lines.findIndex((line) => line.includes('"type":"start","node":"lost"'));
    const [cut] = runsIn(lines.slice(0, at + 1).join("\n"));
    expect(cut?.activations.map(({ node, state }) => [node, state])).toContainEqual(["lost", "cut"]);
  });

  it("says that it ends in its first line", () => {
    expect(faultOf(whole.slice(0, 40))?.message).toContain("ends in its first line");
    expect(faultOf("")?.message).toBe("is empty: no run was recorded in it");
    expect(faultOf("\n \n")?.message).toBe("is empty: no run was recorded in it");
  });
});

describe("lines of several processes", () => {
  const lines = whole.trimEnd().split("\n");
  const resumed = (text: string, startedAt = "2099-01-01T00:00:00.000Z"): string =>
    text.replace(/"startedAt":"[^"]*"/u, `"startedAt":"${startedAt}","resumed":true`);

  it.each([
    ["at the end of a line", `${lines.slice(0, 9).join("\n")}\n`],
    ["in the middle of a line", lines.slice(0, 9).join("\n").slice(0, -7)],
    ["in the middle of a line, with a line break", `${lines.slice(0, 9).join("\n").slice(0, -7)}\n`],
    ["at once", `${lines[0]}\n`],
  ])("are one run: the first process ended %s", (_, first) => {
    const [joined, ...more] = runsIn(`${first}${resumed(whole)}`);
    expect(more).toEqual([]);
    expect(joined?.status).toBe("done");
    expect(joined?.processes).toHaveLength(2);
    const names = (of: typeof run) =>
      of?.activations.map(({ node, visit, state }) => `${node} ${visit} ${state}`).sort();
    expect(names(joined)).toEqual(names(run));
  });

  it("have what was done once, and what was cut off again", () => {
    const first = lines.slice(0, lines.findIndex((line) => line.includes('"type":"start","node":"lost"')) + 1);
    const [joined] = runsIn(`${first.join("\n")}\n${resumed(whole)}`);
    const of = (id: string) => joined?.activations.find(({ node }) => node === id);
    const offset = joined?.processes[1]?.start ?? 0;
    expect(of("begin")).toMatchObject({ restarts: 0, state: "ok" });
    expect(of("begin")?.end).toBeLessThanOrEqual(offset);
    expect(of("lost")).toMatchObject({ restarts: 1, state: "handled" });
    expect(of("lost")?.start).toBeGreaterThanOrEqual(offset);
  });

  it("may be in files of their own, in any order", () => {
    const first = lines.slice(0, 7).join("\n");
    const runs = runsIn(resumed(whole), first);
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ status: "done", startedAt: run?.startedAt });
  });

  it("are a run of their own if the first process is missing", () => {
    expect(runsIn(resumed(whole))[0]).toMatchObject({ isContinuation: true, status: "done" });
  });

  it("of two runs are two runs", () => {
    const other = whole.replace("run-1", "run-2");
    expect(runsIn(whole + other).map(({ runId }) => runId)).toEqual(["run-1", "run-2"]);
  });

  it("that are mixed are a fault with its place", () => {
    const mixed = [lines[0], lines[1], lines[0]?.replace("run-1", "run-2"), lines[1], lines[2], lines[2]].join("\n");
    expect(faultOf(mixed)).toMatchObject({ line: 6, help: "Record each run in a file of its own." });
  });
});

describe("what cannot be read", () => {
  const [header = "", second = ""] = whole.split("\n");

  test.each([
    ["no JSON", "# notes\n", "is not a recorded run", 1],
    ["other JSON", '{"schema":"flowc.picture/1"}\n', "is not a recorded run", 1],
    ["a list", "[]\n", "is not a recorded run", 1],
    ["null", "null", "is not a recorded run", 1],
    ["events without a header", `\n${second}\n`, "is not a recorded run", 2],
    ["a newer version", header.replace("run/1", "run/2"), 'was recorded as "flowc.run/2"', 1],
    ["a newer version behind an old one", `${whole}${header.replace("run/1", "run/99")}`, '"flowc.run/99"', undefined],
    ["a header without an id", header.replace("runId", "id"), "has no text `runId`", 1],
    ["a header with a wrong time", header.replace(/"startedAt":"[^"]*"/u, '"startedAt":"x"'), "`startedAt`", 1],
    ["a line in the middle that is no JSON", `${header}\n{"n":1,\n${second}\n${second}`, "is not JSON", 2],
    ["a line that is missing", `${header}\n${second.replace('"n":1', '"n":2')}`, "line 1 is expected", 2],
    ["a node that is a number", `${header}\n{"n":1,"t":1,"type":"start","node":7,"visit":1}`, "no valid `node`", 2],
    ["a visit of 0", `${header}\n{"n":1,"t":1,"type":"success","node":"a","visit":0}`, "no valid `visit`", 2],
    ["a negative time", `${header}\n{"n":1,"t":-1,"type":"end"}`, "no valid `t`", 2],
    ["no type", `${header}\n{"n":1,"t":1}`, "no valid `type`", 2],
    [
      "causes of the wrong form",
      `${header}\n{"n":1,"t":1,"type":"start","node":"a","visit":1,"from":[["a"]]}`,
      "`from`",
      2,
    ],
  ])("%s", (_, text, message, line) => {
    const fault = faultOf(text);
    expect(fault?.message).toContain(message);
    expect(fault?.help).toMatch(/\.$/u);
    if (line !== undefined) expect(fault?.line).toBe(line);
  });

  test("unknown types and keys are ignored, and so is a byte order mark", () => {
    const unknown = '{"n":2,"t":9,"type":"__proto__","node":7}\n{"n":3,"t":9,"type":"later","more":{}}\n';
    const end = '{"n":4,"t":10000,"type":"end","more":[1]}\n';
    const [read] = runsIn(`\ufeff${header.replace("{", '{"more":1,')}\r\n${second}\n${unknown}${end}`);
    expect(read).toMatchObject({ status: "done", activations: [], duration: 10_000 });
  });
});
