import { describe, expect, it, test } from "vitest";
import { readTrace } from "../../trace/read/read-trace.js";
import { runsOf } from "../../trace/run/runs-of.js";

const header = '{"schema":"flowc.run/1","runId":"r","flow":"f","startedAt":"2026-01-01T00:00:00.000Z"}';
const start = '{"n":1,"t":1,"type":"start","node":"a","visit":1}';

const faultOf = (record: string | Uint8Array) => {
  const read = readTrace(record);
  return read.ok ? undefined : [read.fault.line, read.fault.message];
};

/** A line behind `start`. */
const second = (rest: string): string => `${header}\n${start}\n{"n":2,${rest}}\n{"n":3,"t":3,"type":"end"}\n`;

describe("a number that no run has is named with its line", () => {
  it.each([
    ["t", '"t":1e308,"type":"success","node":"a","visit":1'],
    ["t", '"t":1e400,"type":"success","node":"a","visit":1'],
    ["t", '"t":3155760000001,"type":"success","node":"a","visit":1'],
    ["t", '"t":-0.1,"type":"success","node":"a","visit":1'],
    ["t", '"t":"2","type":"success","node":"a","visit":1'],
    ["t", '"t":null,"type":"later"'],
    ["visit", '"t":2,"type":"success","node":"a","visit":1.5'],
    ["visit", '"t":2,"type":"success","node":"a","visit":-1'],
    ["visit", '"t":2,"type":"success","node":"a","visit":1e300'],
    ["index", '"t":2,"type":"start","node":"b","visit":1,"index":[-1]'],
    ["index", '"t":2,"type":"start","node":"b","visit":1,"index":[0.5]'],
    ["from", '"t":2,"type":"start","node":"b","visit":1,"from":[["a",0]]'],
    ["from", '"t":2,"type":"start","node":"b","visit":1,"from":[["a",1.5]]'],
    ["position", '"t":2,"type":"item","node":"a","visit":1,"position":-1'],
    ["position", '"t":2,"type":"item","node":"a","visit":1,"position":9007199254740993'],
    ["attempt", '"t":2,"type":"retry","node":"a","visit":1,"attempt":0,"delay":1'],
    ["delay", '"t":2,"type":"retry","node":"a","visit":1,"attempt":1,"delay":-1'],
  ])("%s of %s", (key, rest) => {
    expect(faultOf(second(rest))).toEqual([3, `is damaged: the line has no valid \`${key}\``]);
  });

  it.each(["1", "-5", "Thursday", "2026-13-01T00:00:00.000Z", "2026-01-01"])("startedAt of %s", (text) => {
    expect(faultOf(header.replace("2026-01-01T00:00:00.000Z", text))).toEqual([
      1,
      "is damaged: the line has no time `startedAt`",
    ]);
  });

  it("an empty id of a run", () => {
    expect(faultOf(header.replace('"r"', '""'))).toEqual([1, "is damaged: the line has no text `runId`"]);
  });
});

describe("bytes that are no text", () => {
  const whole = Buffer.from(`${header}\n{"n":1,"t":1,"type":"run","input":"für"}\n{"n":2,"t":3,"type":"end"}\n`);
  const broken = (at: number): Buffer => Buffer.from(whole.map((byte, index) => (index === at ? 0xff : byte)));

  test("in a line are a fault with its place", () => {
    expect(faultOf(broken(whole.indexOf("ü")))).toEqual([2, "is damaged: the line is not valid UTF-8"]);
    expect(faultOf(broken(header.indexOf('"f"') + 1))).toEqual([1, "is damaged: the line is not valid UTF-8"]);
    expect(faultOf(Buffer.from(whole.toString("utf8"), "latin1"))).toEqual([
      2,
      "is damaged: the line is not valid UTF-8",
    ]);
  });

  test("in a line that was torn are dropped with it", () => {
    const torn = whole.subarray(0, whole.indexOf("ü") + 1);
    expect(faultOf(torn)).toBeUndefined();
    expect(faultOf(Buffer.concat([torn, whole]))).toBeUndefined();
    expect(faultOf(Buffer.concat([torn, Buffer.from("\n"), whole]))).toBeUndefined();
  });

  test("U+FFFD itself is text", () => {
    expect(faultOf(Buffer.from(whole.toString("utf8").replace("ü", "\ufffd")))).toBeUndefined();
  });
});

test("the largest time that is read is a hundred years", () => {
  const read = readTrace(second('"t":3155760000000,"type":"success","node":"a","visit":1'));
  expect(read.ok && runsOf(read.value)).toMatchObject([{ activations: [{ end: 3_155_760_000_000 }] }]);
});
