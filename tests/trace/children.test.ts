import { describe, expect, it } from "vitest";
import { recorded, type RunLine } from "@flowc/runtime/trace";
import { readTrace } from "../../trace/read/read-trace.js";
import { runOf } from "../../trace/run/run-of.js";
import { called, child } from "../runtime/children.js";
import { flow, loop, node, same } from "../runtime/flows.js";

async function record(): Promise<readonly string[]> {
  const lines: string[] = [];
  const each = loop("n", "i", { items: () => [1, 2, 3], done: "d" });
  const inner = called([each, node("i", same), node("d", same)], { name: "in" });
  const parent = flow([node("a", same, ["n"]), child("n", inner, ["i"]), node("i", same)]);
  await recorded(parent, { write: (line) => void lines.push(line) }).run({ mine: 1 }, "in");
  return lines;
}

describe("a record of a run whose nodes run flows (SPEC 13)", () => {
  it("has one header, one context and one `end`; lines of the inner flow have `within`", async () => {
    const lines = (await record()).map((line) => JSON.parse(line) as Partial<RunLine> & { schema?: string });
    expect(lines.filter(({ schema }) => schema !== undefined)).toHaveLength(1);
    expect(lines.filter(({ type }) => type === "context")).toHaveLength(1);
    const ends = lines.filter(({ type }) => type === "end" || type === "run");
    expect(ends.map(({ type, within }) => [type, within])).toEqual([
      ["run", undefined],
      ["run", ["n#1@1"]],
      ["end", ["n#1@1"]],
      ["end", undefined],
    ]);
    expect(
      lines.filter(({ type, within }) => type === "start" && within?.[0] === "n#1@1").map(({ node: id }) => id),
    ).toEqual(["n", "i", "n", "i", "n", "i", "d"]);
    expect(lines.some((line) => "describe" in line)).toBe(false);
  });

  it("is read without mixing the ids of the inner flow with those of the run", async () => {
    const read = readTrace((await record()).join(""));
    if (!read.ok) throw new Error(read.fault.message);
    const { status, activations, input } = runOf(read.value);
    expect([status, input]).toEqual(["done", "in"]);
    expect(activations.map(({ node: id, visit, state }) => `${id}#${visit} ${state}`)).toEqual([
      "a#1 ok",
      "n#1 ok",
      "i#1 ok",
    ]);
  });

  it("is refused where `within` is no list of texts", async () => {
    const [header = "", first = ""] = await record();
    const read = readTrace(`${header}${first.replace('"n":1', '"n":1,"within":[1]')}`);
    expect(read).toMatchObject({ ok: false, fault: { line: 2 } });
  });
});
