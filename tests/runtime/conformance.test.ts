import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { defineFlow, FlowError, type FlowSpec, type RunOptions, type SyncFlow } from "@flowc/runtime";
import { opNamed, specOf } from "./conformance-spec.js";

type Json = Record<string, unknown>;
interface Case {
  readonly input?: unknown;
  readonly context?: Json;
  readonly env?: Record<string, string>;
  readonly expected: { readonly context?: Json; readonly error?: { readonly type: string; readonly message?: string } };
}

const folder = new URL("../../fixtures/conformance/cases/", import.meta.url);
const names = readdirSync(folder).filter((name) => !name.startsWith("broken"));

/** Shows functions as `{ $op }`, and drops undefined and null, as the README of the fixtures says. */
function comparable(value: unknown): unknown {
  if (typeof value === "function") return { $op: value.name };
  if (Array.isArray(value)) return value.map((item) => comparable(item) ?? null);
  if (typeof value !== "object" || value === null) return value ?? undefined;
  const entries = Object.entries(value).map(([key, inner]) => [key, comparable(inner)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined && inner !== null));
}

function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== "object" || value === null) return value;
  if ("$op" in value) return opNamed(String(value.$op));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revived(inner)]));
}

/** The same flow with asynchronous callables. */
function delayed(spec: FlowSpec): FlowSpec {
  const nodes = spec.nodes.map((node) => {
    if (!("call" in node)) return node;
    const call = node.call as (...args: unknown[]) => unknown;
    return { ...node, call: async (...args: unknown[]) => call(...args) };
  });
  return { ...spec, nodes };
}

type AnyFlow = SyncFlow<Json, Json>;
type Start = (spec: FlowSpec, context: Json, input: unknown) => unknown;
const runs = (change: (spec: FlowSpec) => FlowSpec, options: RunOptions): Start => {
  return (spec, context, input) => defineFlow<AnyFlow>(change(spec)).run(context, input, options);
};
const modes: Record<string, Start> = {
  runSync: (spec, context, input) => defineFlow<AnyFlow>(spec).runSync(context, input),
  run: runs((spec) => spec, {}),
  "run, sync callables, concurrency Infinity": runs((spec) => spec, { concurrency: Infinity }),
  "run, async callables": runs(delayed, {}),
};

interface Outcome {
  readonly context: unknown;
  readonly error: unknown;
  readonly expected: Case["expected"];
}

async function outcomeOf(name: string, start: Start): Promise<Outcome> {
  const file = parse(readFileSync(new URL(`${name}/flow.yaml`, folder), "utf8")) as Json;
  const given = JSON.parse(readFileSync(new URL(`${name}/run.json`, folder), "utf8")) as Case;
  const context = revived(given.context ?? {}) as Json;
  for (const [key, value] of Object.entries(given.env ?? {})) vi.stubEnv(key, value);
  const error: unknown = await Promise.resolve()
    .then(() => start(specOf(file), context, given.input))
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  vi.unstubAllEnvs();
  return { context: comparable(context), error, expected: given.expected };
}

function expectError({ error, expected }: Outcome): void {
  if (expected.error === undefined) expect(error).toBeUndefined();
  else if (expected.error.type === "FlowError") expect(error).toBeInstanceOf(FlowError);
  else expect(error).toMatchObject({ name: expected.error.type, message: expected.error.message });
}

describe.each(Object.entries(modes))("conformance, %s", (_, start) => {
  it.each(names)("%s", async (name) => {
    const outcome = await outcomeOf(name, start);
    expectError(outcome);
    const { context, expected } = outcome;
    if (expected.context !== undefined) expect(context).toEqual(comparable(expected.context));
  });
});

interface StepRecord {
  readonly node_id: string;
  readonly status: string;
}

/**
 * Removes the order of a context's steps, which depends on timing. Also removes the starts of nodes that a failure
 * found running, since at concurrency 1 these had not begun.
 */
function unordered(context: unknown): unknown {
  const { steps, ...rest } = context as Json & { readonly steps: readonly StepRecord[] };
  const ended = new Set(steps.filter(({ status }) => status !== "start").map((step) => step.node_id));
  const kept = steps.filter((step) => ended.has(step.node_id));
  return { ...rest, steps: kept.map((step) => JSON.stringify(step)).sort() };
}

describe("conformance, run, async callables, concurrency Infinity", () => {
  const loopFree = names.filter((name) => !name.startsWith("loop"));
  it.each(loopFree)("%s", async (name) => {
    const outcome = await outcomeOf(name, runs(delayed, { concurrency: Infinity }));
    expectError(outcome);
    const { context, expected } = outcome;
    if (expected.context !== undefined) expect(unordered(context)).toEqual(unordered(comparable(expected.context)));
  });
});
