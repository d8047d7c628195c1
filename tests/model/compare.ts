import { expect } from "vitest";
import { type Activation, defineFlow, type FlowContext, FlowError, type Host, type RunOptions } from "@flowc/runtime";
import { interpret } from "./interpret.js";
import type { Interpreted, ModelContext, Visited } from "./model.js";
import type { Answering } from "./answering.js";
import { watchItems } from "./items-under-way.js";
import type { RandomSpec } from "./random-spec.js";
import { known, none } from "./thrown.js";
import { inVirtualTime } from "./virtual-time.js";

interface AnyFlow {
  run(context: object, input: unknown, options: RunOptions): Promise<FlowContext>;
  runSync(context: object, input: unknown, options: RunOptions): FlowContext;
}

const maxSteps = 80;
const input = "in";
/** The input of a second run with the context of the first one. */
const otherInput = "other";

/**
 * Hides the messages of errors of the flow itself, which only the runtime has: the comparison only shows that there is
 * an error.
 */
export function withoutWords(context: object): string {
  return JSON.stringify(context, (key, value: unknown) => {
    const isWords = key === "message" || key === "failed_message";
    return isWords && typeof value === "string" && !value.startsWith("boom")
      ? "…"
      : value === undefined
        ? "undefined"
        : value;
  });
}

/** Sorts the keys of a context. The order of keys in its records matters. */
function comparable(context: object): string {
  return withoutWords(sorted(context));
}

function sorted(mapping: object): object {
  return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * At concurrency 1, the context equals the model's, including the order of keys. So does the context of a second run
 * that continues with it.
 */
export async function compareInOrder(spec: RandomSpec): Promise<void> {
  const { ended, told: first } = expectedInOrder(spec, input);
  const { told: second } = expectedInOrder(spec, otherInput, ended.context);
  if (!spec.isStreamed && !spec.isTimed) {
    const context = {};
    expect(told(runSync(spec, input, context))).toEqual(first);
    expect(told(runSync(spec, otherInput, context))).toEqual(second);
  }
  for (const answering of ["at once", "settled", "late"] as const) {
    const context = {};
    expect(told(await run(spec, answering, input, context))).toEqual(first);
    if (answering === "late") expect(told(await run(spec, answering, otherInput, context))).toEqual(second);
  }
}

interface Ended {
  readonly context: object;
  readonly error: unknown;
}

function told({ context, error }: Ended): unknown {
  return { context: comparable(context), error: nameOf(error) };
}

interface Expected {
  readonly ended: Interpreted;
  readonly told: unknown;
}

function expectedInOrder(spec: RandomSpec, of: string, context?: ModelContext): Expected {
  const ended = interpret(spec.model, of, { maxSteps, stops: true, ...(context && { context }) });
  return { ended, told: told({ context: ended.context, error: ended.errors.length === 0 ? none : ended.errors[0] }) };
}

/** Same, for a run that has been observed, at any concurrency. */
export function compareOne(spec: RandomSpec, concurrency: number, seen: Observed): void {
  if (concurrency === 1) expect(told(seen)).toEqual(expectedInOrder(spec, input).told);
  else {
    const whole = interpret(spec.model, input, { maxSteps, stops: false });
    if (!spec.isShared && !whole.isOrdered && !whole.isCut) compareSeen(whole, seen);
  }
}

function runSync(spec: RandomSpec, of: string, context: object): Ended {
  let error: unknown = none;
  try {
    defineFlow<AnyFlow>(spec.runtime("at once")).runSync(context, of, { maxSteps });
  } catch (thrown) {
    error = thrown;
  }
  return { context, error };
}

async function run(spec: RandomSpec, answering: Answering, of: string, context: object): Promise<Ended> {
  let error: unknown = none;
  try {
    const flow = defineFlow<AnyFlow>(spec.runtime(answering));
    await timed(spec, () => flow.run(context, of, { maxSteps, concurrency: 1 }));
  } catch (thrown) {
    error = thrown;
  }
  return { context, error };
}

/** Uses a virtual clock if the flow needs one. */
function timed<T>({ isTimed }: RandomSpec, work: () => Promise<T>): Promise<T> {
  return isTimed ? inVirtualTime(work) : work();
}

export function nameOf(error: unknown): string {
  if (error === none) return "none";
  const { names, message } = known(error);
  const [name = ""] = names;
  return message.startsWith("boom") ? `${name}: ${message}` : name;
}

/** At any concurrency: compares everything that must not depend on timing. */
export async function compareAtOnce(spec: RandomSpec, concurrency: number): Promise<"compared" | "in order only"> {
  const whole = interpret(spec.model, input, { maxSteps, stops: false });
  if (spec.isShared || whole.isOrdered || whole.isCut) return "in order only";
  for (const answering of ["at once", "settled", "late"] as const) {
    spec.load.now = spec.load.most = 0;
    const seen = await observe(spec, answering, { concurrency });
    if (answering !== "at once") expect(spec.load.most).toBeLessThanOrEqual(concurrency);
    compareSeen(whole, seen);
  }
  return "compared";
}

export interface Observed {
  readonly context: FlowContext;
  readonly error: unknown;
  readonly visits: readonly Omit<Visited, "path">[];
}

interface Watched {
  readonly concurrency: number;
  readonly host?: Host;
}

export async function observe(
  spec: RandomSpec,
  answering: Answering,
  { concurrency, ...more }: Watched,
): Promise<Observed> {
  const context: Partial<FlowContext> = {};
  const inputs = new Map<string, unknown>();
  const visits: Omit<Visited, "path">[] = [];
  const running = new Set<string>();
  const ended = new Set<string>();
  const items = watchItems(spec);
  const onEvent: NonNullable<RunOptions["onEvent"]> = (event) => {
    items.hear(event);
    if (event.within !== undefined) return;
    if (event.type === "end") expect((event.cut ?? []).map(nameOfVisit)).toEqual([...running]);
    if (!("visit" in event)) return;
    const id = nameOfVisit(event);
    if (event.type === "start") {
      expect(event.from.length > 0).toBe(running.size + ended.size > 0);
      expect(event.from.filter((cause) => !ended.has(nameOfVisit(cause)))).toEqual([]);
      running.add(id);
      inputs.set(id, event.input);
      if (concurrency === 1) expect(running.size).toBe(1);
    }
    if (event.type !== "success" && event.type !== "failed") return;
    const isRefused = event.type === "failed" && isStepsError(event.error);
    expect(running.delete(id)).toBe(!isRefused);
    ended.add(id);
    const visit = { node: event.nodeId, input: inputs.get(id), outcome: event.type };
    visits.push(event.type === "success" ? { ...visit, result: event.result } : visit);
  };
  let error: unknown = none;
  try {
    const flow = defineFlow<AnyFlow>(spec.runtime(answering));
    await timed(spec, () => flow.run(context, input, { maxSteps, concurrency, onEvent, ...more }));
  } catch (thrown) {
    error = thrown;
  }
  items.check();
  return { context: context as FlowContext, error, visits };
}

function nameOfVisit({ nodeId, visit }: Activation): string {
  return `${nodeId}#${visit}`;
}

/** Whether an activation failed since no more may start. Flows that nodes run have other limits. */
function isStepsError(error: unknown): boolean {
  const isOfSteps = error instanceof FlowError && error.code === "run/max-steps";
  return isOfSteps && error.message.includes(`limit of steps: ${maxSteps}`);
}

/**
 * Activations as sorted texts, which form a multiset. The input of a loop is not compared, since iterables are not
 * plain data.
 */
function texts(visits: readonly Omit<Visited, "path">[]): string[] {
  return visits.map(({ node, input: given, outcome, result }) => withoutWords({ node, given, outcome, result })).sort();
}

function stepTexts({ steps }: { readonly steps: readonly object[] }): string[] {
  return steps.map((step) => withoutWords(step)).sort();
}

/** Which visit of its node a flow ran in depends on timing. */
function failureTexts({ errors }: { readonly errors: readonly object[] }): string[] {
  return errors.map((failure) => withoutWords(failure).replaceAll(/#\d+@/g, "#@")).sort();
}

function compareSeen(whole: Interpreted, seen: Observed): void {
  if (whole.errors.length === 0) compareWhole(whole, seen);
  else comparePart(whole, seen);
}

function compareWhole({ context, visits, waits }: Interpreted, seen: Observed): void {
  expect(seen.error).toBe(none);
  expect(texts(seen.visits)).toEqual(texts(visits));
  expect(stepTexts(seen.context)).toEqual(stepTexts(context));
  expect(failureTexts(seen.context)).toEqual(failureTexts(context));
  const ids = Object.keys(context.payloads).sort();
  expect(Object.keys(seen.context.payloads).sort()).toEqual(ids);
  for (const id of ids) {
    // Only a node that ran once, or a join that gathered once, must leave the same at the end.
    if (visits.filter(({ node }) => node === id).length > 1) continue;
    expect(withoutWords([seen.context.payloads[id]])).toBe(withoutWords([context.payloads[id]]));
    expect(withoutWords([seen.context.routing[id]])).toBe(withoutWords([context.routing[id]]));
  }
  expect(Object.keys(seen.context.joins).sort()).toEqual(Object.keys(context.joins).sort());
  for (const [id, count] of waits) {
    if (count === 1) expect(withoutWords([seen.context.joins[id]])).toBe(withoutWords([context.joins[id]]));
  }
}

/** A run that ends early: it ends with one of the errors, and has done nothing that a whole run would not do. */
function comparePart({ errors, visits }: Interpreted, seen: Observed): void {
  expect(errors.map(nameOf)).toContain(nameOf(seen.error));
  const left = texts(visits);
  for (const text of texts(seen.visits)) {
    const at = left.indexOf(text);
    expect({ text, isExpected: at >= 0 }).toEqual({ text, isExpected: true });
    left.splice(at, 1);
  }
}
