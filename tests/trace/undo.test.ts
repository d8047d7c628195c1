import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { reportPage } from "../../trace/report/report-page.js";
import { called, child } from "../runtime/children.js";
import { flow, node, same } from "../runtime/flows.js";
import { recordFlow } from "./record-children.js";
import { runsIn } from "./record-run.js";

const boom = (message: string): never => {
  throw new Error(message);
};

/** `a` is undone, the undo of `b` fails, that of `x`, in a flow that has ended, is undone, too. */
const saga = () =>
  flow([
    node("a", same, ["b"], { undo: { call: same } }),
    node("b", () => ({ token: "secret" }), ["c"], { undo: { call: () => boom("no refund") } }),
    child("c", called([node("x", same, [], { undo: { call: same } })]), ["d"]),
    node("d", () => boom("no car")),
  ]);

it("records what was undone, by activation, also in flows that had ended", async () => {
  const [run] = runsIn(await recordFlow(saga()));
  const undoOf = (node: string): unknown => run?.activations.find((one) => one.node === node)?.undo;
  expect(undoOf("a")).toMatchObject({ state: "ok" });
  expect(undoOf("b")).toMatchObject({ state: "failed", error: { message: "no refund" } });
  expect(undoOf("c")).toBeUndefined();
  expect(run?.inner?.[0]?.activations[0]).toMatchObject({ node: "x", state: "ok", undo: { state: "ok" } });
  expect(run?.status).toBe("failed");
});

it("does not repeat values in the lines of an undo, which other lines have", async () => {
  const text = await recordFlow(saga());
  const lines = text.split("\n").filter((line) => line.includes('"type":"undo"'));
  expect(lines).toHaveLength(3);
  expect(lines.filter((line) => line.includes("secret"))).toEqual([]);
});

it("the report says what was undone, and first what could not be", async () => {
  const [run] = runsIn(await recordFlow(saga()));
  if (run === undefined) throw new Error("no run");
  const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64");
  const page = reportPage([{ run, placed: undefined, name: "run.jsonl" }], { hashOf });
  expect(page).toContain("2 undone");
  expect(page).toMatch(/<h2>Not undone<\/h2><ul><li>[^]*?no refund/u);
  expect(page).toContain("<b>undone</b>");
  expect(page).toContain("<b>its undo failed</b>");
});
