import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { compileFlow, type CompileResult } from "../../compiler/compile.js";
import { linkFlow } from "../../compiler/link/link-flow.js";
import * as ops from "../../fixtures/conformance/ops.js";
import { defineFlow } from "../../runtime/index.js";
import { createNodeHost } from "../../src/host/node-host.js";
import { type ConformanceCase, projectDir, readCases, toComparable } from "./cases.js";

interface AnyFlow {
  run(context: unknown, input?: unknown): Promise<unknown>;
}

interface Outcome {
  readonly context: unknown;
  readonly error: { readonly type: string; readonly message: string } | undefined;
}

/** Warnings that are correct: the flow reads what never exists, or joins what a router may leave out. */
const noExtra = ["payload/unknown-node: `$payload.extra` is always undefined: `extra` is not a node of this flow"];
const noRight = [
  "join/may-not-fire: `both` never runs if `choose` does not send to `right`: it waits for `after_right`",
];
const warnings: Readonly<Record<string, readonly string[]>> = {
  "expressions-003": noExtra,
  "expressions-004": ["inputs/duplicate-key: two inputs of this list have the key `start`: the later one wins"],
  "expressions-005": noExtra,
  "expressions-009": noExtra,
  "expressions-010": noExtra,
  "expressions-011": noExtra,
  "expressions-013": noExtra,
  "expressions-014": noExtra,
  "expressions-017": noExtra,
  "expressions-018": noExtra,
  "router-001": noRight,
  "router-004": noRight,
  "router-009": noRight,
  "router-011": noRight,
  "router-013": noRight,
  "router-016": noRight,
};

const host = createNodeHost({ projectDir });
const functions: ReadonlyMap<string, unknown> = new Map(Object.entries(ops));
const outDir = "tests/.generated";

function compile({ file, text }: ConformanceCase): CompileResult {
  return compileFlow({ path: file, text }, host, { roots: ["fixtures/conformance"], outDir });
}

async function runCase(flow: AnyFlow, { context, hasInput, input, env }: ConformanceCase): Promise<Outcome> {
  const before = new Map(Object.keys(env).map((key) => [key, process.env[key]]));
  Object.assign(process.env, env);
  const started = structuredCloneWithFunctions(context);
  try {
    await (hasInput ? flow.run(started, structuredCloneWithFunctions(input)) : flow.run(started));
    return { context: started, error: undefined };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { context: started, error: { type: error.name, message: error.message } };
  } finally {
    for (const [key, value] of before) {
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
    }
  }
}

function structuredCloneWithFunctions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredCloneWithFunctions);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, structuredCloneWithFunctions(item)]));
}

function compare({ context, error }: Outcome, { expected }: ConformanceCase): void {
  if (expected.error === undefined) expect(error).toBeUndefined();
  else if (expected.error.message === undefined) expect(error?.type).toBe(expected.error.type);
  else expect(error).toEqual({ type: expected.error.type, message: expected.error.message });
  if ("context" in expected) expect(toComparable(context)).toEqual(toComparable(expected.context));
}

async function importModule({ module }: CompileResult): Promise<AnyFlow> {
  const file = path.join(projectDir, module?.path ?? "");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, module?.text ?? "");
  const namespace = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { readonly default: AnyFlow };
  return namespace.default;
}

describe.each(readCases().map((item) => [item.name, item] as const))("%s", (_, item) => {
  const isBroken = item.expected.error?.phase === "build";

  it(isBroken ? "is refused" : "agrees with the reference, emitted and in memory", async () => {
    const result = compile(item);
    const errors = result.diagnostics.filter(({ severity }) => severity === "error");
    if (isBroken) {
      expect(errors.length).toBeGreaterThan(0);
      expect(result.module).toBeUndefined();
      return;
    }
    expect(result.diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual(warnings[item.name] ?? []);
    if (result.plan === undefined) throw new Error("no plan");
    const linked = defineFlow<AnyFlow>(
      linkFlow(result.plan, (callable) => functions.get(callable.kind === "imported" ? callable.exportName : "")),
    );
    const inMemory = await runCase(linked, item);
    compare(inMemory, item);
    const emitted = await runCase(await importModule(result), item);
    compare(emitted, item);
    expect(JSON.stringify(toComparable(emitted.context))).toBe(JSON.stringify(toComparable(inMemory.context)));
  });
});

it("contains all cases", () => {
  expect(readCases()).toHaveLength(180);
});
