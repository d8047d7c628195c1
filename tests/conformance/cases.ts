import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as ops from "../../fixtures/conformance/ops.js";

/** What the reference did on one flow; see `fixtures/conformance/README.md`. */
export interface ConformanceCase {
  readonly name: string;
  /** The flow file, relative to the project. */
  readonly file: string;
  readonly text: string;
  readonly input: unknown;
  readonly hasInput: boolean;
  readonly context: Record<string, unknown>;
  readonly env: Readonly<Record<string, string>>;
  readonly expected: {
    readonly context?: unknown;
    readonly error?: { readonly phase: "build" | "run"; readonly type?: string; readonly message?: string };
  };
}

export const projectDir = path.resolve(import.meta.dirname, "../..");
const folder = "fixtures/conformance/cases";

export function readCases(): ConformanceCase[] {
  return readdirSync(path.join(projectDir, folder))
    .sort()
    .map((name) => {
      const file = `${folder}/${name}/flow.yaml`;
      const run = JSON.parse(readFileSync(path.join(projectDir, folder, name, "run.json"), "utf8")) as Record<
        string,
        unknown
      >;
      return {
        name,
        file,
        text: readFileSync(path.join(projectDir, file), "utf8"),
        input: run["input"],
        hasInput: "input" in run,
        context: restoreFunctions(run["context"] ?? {}) as Record<string, unknown>,
        env: (run["env"] ?? {}) as Record<string, string>,
        expected: run["expected"] as ConformanceCase["expected"],
      };
    });
}

const functions: ReadonlyMap<string, unknown> = new Map(Object.entries(ops));

/** Replaces `{ "$op": name }` in a context with the function. */
function restoreFunctions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restoreFunctions);
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  if (typeof record["$op"] === "string") return functions.get(record["$op"]);
  return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, restoreFunctions(item)]));
}

/**
 * A value as JSON data. Functions become `{ "$op": name }`; undefined and null are left out, or become null in lists.
 */
export function toComparable(value: unknown): unknown {
  if (typeof value === "function") return { $op: value.name };
  if (Array.isArray(value)) return value.map((item) => toComparable(item) ?? null);
  if (typeof value !== "object" || value === null) return value ?? undefined;
  const entries = Object.entries(value).map(([key, item]) => [key, toComparable(item)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}
