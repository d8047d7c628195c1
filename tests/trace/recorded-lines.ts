import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { expect } from "vitest";
import { route, type FlowContext, type SyncFlow } from "@flowc/runtime";
import type { RecordOptions } from "@flowc/runtime/trace";
import { after, node, router, same } from "../runtime/flows.js";

const schema: object = JSON.parse(readFileSync("runtime/trace/run.schema.json", "utf8")) as object;
const ajv = new Ajv();
const isLine = ajv.compile(schema);

export type Called = SyncFlow<FlowContext, {}, unknown, unknown>;

export type Line = Readonly<Record<string, unknown>>;

/** The lines that a run writes; each of them fits the published schema. */
export async function linesOf(
  run: (record: Pick<RecordOptions, "write">) => Promise<unknown>,
): Promise<{ readonly lines: readonly Line[]; readonly text: string }> {
  let text = "";
  await run({ write: (line) => void (text += line) }).catch(() => undefined);
  expect(text.endsWith("\n")).toBe(true);
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  for (const line of lines) expect([isLine(line), line, isLine.errors]).toEqual([true, line, null]);
  return { lines, text };
}

export const nodes = [
  node("s", (n: number) => n + 1, ["a", "b"]),
  node("a", same, ["j"]),
  node("b", async (n: number) => after(1).then(() => n), ["j"]),
  node("j", same, ["r"], { joins: [["a"], ["b"]] }),
  router("r", () => route("x", { confidence: 0.5 }), ["x", "y"]),
  node("x", () => Promise.reject(new Error("no")), [], { policy: { onError: "continue" } }),
  node("y", same),
];
