import fc from "fast-check";
import {
  type Activation,
  defineFlow,
  type FlowContext,
  FlowError,
  type FlowEvent,
  type RunOptions,
} from "@flowc/runtime";
import { describe, expect, it } from "vitest";
import { drawnRuns } from "../drawn-runs.js";
import type { Answering } from "./answering.js";
import { Ledger } from "./ledger.js";
import { randomSpec } from "./random-spec.js";

const numRuns = drawnRuns({ short: 500, long: 3000 });

interface AnyFlow {
  run(context: object, input: unknown, options: RunOptions): Promise<FlowContext>;
  runSync(context: object, input: unknown, options: RunOptions): FlowContext;
}

interface Drawn {
  readonly seed: number;
  readonly answering: Answering;
  readonly concurrency: number;
  /** The event at which the run is aborted, counted from 1; 0 for never. */
  readonly abortAt: number;
  readonly isSync: boolean;
}

/** What a run has left and reported. Keys are those of activations, such as `run/enrich#1@1/geo#1`. */
interface Seen {
  readonly ledger: Ledger;
  readonly isFailed: boolean;
  /** In order, with those within flows. */
  readonly successes: string[];
  /** Activations that failed, unless a condition did so after their effect. */
  readonly failures: ReadonlySet<string>;
  /** Runs within the run that failed, such as `run/enrich#1@1/`. */
  readonly failedRuns: readonly string[];
  /** Whether the run or one within it has gone on after undoing. */
  readonly hasGoneOn: boolean;
  readonly context: FlowContext;
}

async function runOnce({ seed, answering, concurrency, abortAt, isSync }: Drawn): Promise<Seen | undefined> {
  const ledger = new Ledger();
  const spec = randomSpec(seed, { depth: 0, isTimed: false, load: { now: 0, most: 0 }, ledger });
  if (spec === undefined || (isSync && spec.isStreamed)) return undefined;
  const controller = new AbortController();
  const successes: string[] = [];
  const failures = new Set<string>();
  const failedRuns: string[] = [];
  const undoing = new Set<string>();
  const ended = new Set<string>();
  let hasGoneOn = false;
  let events = 0;
  /** A run that has ended well has handed its undos up. */
  const undoneBy = (run: string): string => (ended.has(run) ? undoneBy(run.replace(/[^/]+\/$/u, "")) : run);
  const onEvent = (event: FlowEvent): void => {
    const run = ["run", ...(event.within ?? []), ""].join("/");
    if (event.type === "success") successes.push(`${run}${stepOf(event)}`);
    else if (event.type === "failed") {
      if (!(event.error instanceof FlowError && event.error.code === "run/condition"))
        failures.add(`${run}${stepOf(event)}`);
    } else if (event.type === "end") {
      ended.add(run);
      if ("error" in event) failedRuns.push(run);
    } else if (event.type === "undo") undoing.add(undoneBy(run));
    else if (event.type === "start") hasGoneOn ||= undoing.has(run);
    events += 1;
    if (events === abortAt) controller.abort(new Error("stop"));
  };
  const context = {};
  const flow = defineFlow<AnyFlow>(spec.runtime(isSync ? "at once" : answering));
  const options = { maxSteps: 80, id: "run", onEvent, signal: controller.signal };
  let isFailed = false;
  try {
    if (isSync) flow.runSync(context, "in", options);
    else await flow.run(context, "in", { ...options, concurrency });
  } catch {
    isFailed = true;
  }
  return { ledger, isFailed, successes, failures, failedRuns, hasGoneOn, context: context as FlowContext };
}

/** Without the characters that ids of random flows do not have. */
function stepOf({ nodeId, visit }: Activation): string {
  return `${nodeId}#${visit}`;
}

const draw = fc.record<Drawn>({
  seed: fc.nat(2 ** 31 - 1),
  answering: fc.constantFrom<Answering>("at once", "settled", "late"),
  concurrency: fc.constantFrom(1, 2, 3, 8, Infinity),
  abortAt: fc.oneof(fc.constant(0), fc.nat(60)),
  isSync: fc.boolean(),
});

function check(
  { ledger, isFailed, successes, failures, failedRuns, hasGoneOn, context }: Seen,
  mayBeAborted: boolean,
): void {
  // No undo has failed: none was called twice.
  expect(context.errors.filter(({ undo }) => undo)).toEqual([]);
  const { booked, undoable, undone } = ledger;
  const isDue = (key: string): boolean => isFailed || failedRuns.some((run) => key.startsWith(run));
  // What has failed is only undone if its node says so.
  const left = [...booked].filter((key) => isDue(key) && !failures.has(key));
  expect(left).toEqual([]);
  if (!hasGoneOn) expect(undone.filter((key) => !isDue(key))).toEqual([]);
  if (!isFailed && !hasGoneOn) {
    const kept = [...undoable].filter((key) => !isDue(key));
    expect(kept.filter((key) => !booked.has(key))).toEqual([]);
  }
  // In each run, what succeeded later is undone before. An abort ends the events of flows that nodes run.
  if (hasGoneOn || mayBeAborted) return;
  const places = undone.filter((key) => key.split("/").length === 2).map((key) => successes.indexOf(key));
  const known = places.filter((place) => place >= 0);
  expect(known).toEqual([...known].sort((one, other) => other - one));
}

describe("undo, held by a ledger (SPEC 15)", () => {
  it("leaves exactly what was not to be undone", { timeout: 3_600_000 }, async () => {
    const counts = { failed: 0, undone: 0, well: 0, partly: 0, goneOn: 0 };
    await fc.assert(
      fc.asyncProperty(draw, async (drawn) => {
        const seen = await runOnce(drawn);
        if (seen === undefined) return;
        check(seen, drawn.abortAt > 0);
        const { ledger, isFailed } = seen;
        counts[isFailed ? "failed" : "well"] += 1;
        if (ledger.undone.length > 0) counts.undone += 1;
        if (ledger.undone.length > 0 && !isFailed) counts.partly += 1;
        if (seen.hasGoneOn) counts.goneOn += 1;
      }),
      { numRuns, endOnFailure: true },
    );
    process.stdout.write(`${JSON.stringify(counts)}\n`);
    expect(counts.failed).toBeGreaterThan(numRuns / 10);
    expect(counts.undone).toBeGreaterThan(numRuns / 20);
  });
});
