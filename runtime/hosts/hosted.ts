import type { FlowContext } from "../flow-context.js";
import { FlowError } from "../flow-error.js";
import type { Host } from "../run-options.js";
import { begin, settle } from "../engine/activation.js";
import { adopt } from "../engine/adopt.js";
import { conclude } from "../engine/conclude.js";
import { unlessDropped } from "../engine/drive.js";
import { fail } from "../engine/fail.js";
import { Flight } from "../concurrency/flight.js";
import { isThenable } from "../engine/is-thenable.js";
import type { PulledItem } from "../loops/item-source.js";
import { isTurnDue, letTurn } from "../engine/pace.js";
import { enqueue, takeNext } from "../engine/queue.js";
import type { Call, Run } from "../engine/state.js";
import { stop, wasStopped } from "../engine/stop.js";

/** A step that has begun, with the promise of its answer. */
interface Pending {
  readonly flight: Flight;
  /** The promise exactly as the host returned it, since a host may recognize its own promises. */
  readonly promise: PromiseLike<unknown>;
  readonly settled: Promise<unknown>;
}

/**
 * Runs a flow under a host: calls every callable within a step of the host, which decides which of several steps has
 * ended first. Given the same answers, everything else is the same.
 */
export async function runHosted(run: Run, host: Host): Promise<FlowContext> {
  const pending: Pending[] = [];
  // Unwinds the stack, so that the frames of `run` and its caller are gone when the first callable is called.
  await Promise.resolve();
  enqueue(run, run.node.alone, run.payload, run.iteration).from = undefined;
  for (;;) {
    while (!wasStopped(run) && pending.length < run.limits.concurrency && takeNext(run)) {
      // If it rejects, the run was aborted while the event loop turned, and has stopped.
      if (isTurnDue(run)) await unlessDropped(run, letTurn(run)).catch(() => undefined);
      if (!wasStopped(run)) startStep(run, host, pending);
    }
    if (pending.length === 0 || wasStopped(run)) break;
    try {
      const [landed] = pending.splice(await chosen(run, host, pending), 1);
      if (landed !== undefined) await settleStep(run, landed);
    } catch (error) {
      // The host has failed, or the run was aborted.
      stop(run, error, true);
    }
  }
  // A failure waits for the steps that are still running; an abort does not.
  if (run.stopped?.isDropped === false) {
    const others = Promise.allSettled(pending.map(({ settled }) => settled));
    await unlessDropped(run, others).catch(() => undefined);
  }
  return conclude(run);
}

async function chosen(run: Run, host: Host, pending: readonly Pending[]): Promise<number> {
  const steps = pending.map(({ flight: { node, visit }, promise }) => ({ nodeId: node.id, visit, promise }));
  const index = await unlessDropped(run, Promise.resolve(host.race(steps)));
  if (typeof index === "number" && index in pending) return index;
  throw new FlowError(
    "run/host",
    `A host's \`race\` must answer with a position below ${pending.length}, it gave ${String(index)}`,
  );
}

async function settleStep(run: Run, { flight, settled }: Pending): Promise<void> {
  try {
    const answer = await unlessDropped(run, settled);
    flight.land(run);
    settleAnswer(run, answer);
  } catch (error) {
    flight.land(run);
    fail(run, error);
  }
}

/** The answer of a loop is the item that its list gave. In a replay, only the host knows it. */
function settleAnswer(run: Run, answer: unknown): void {
  if (run.loopRun !== undefined) run.loopRun.source.item = answer as PulledItem | undefined;
  settle(run, answer);
}

function startStep(run: Run, host: Host, pending: Pending[]): void {
  try {
    const call = begin(run);
    if (wasStopped(run)) return;
    const work = workOf(run, call);
    if (work === undefined) {
      settle(run, undefined);
      return;
    }
    const { node, visit, payload } = run;
    const flight = new Flight(run);
    const answer = host.step({ nodeId: node.id, visit, payload }, work);
    if (isThenable(answer)) {
      const settled = adopt(answer);
      // It may reject while nobody is waiting for it.
      settled.catch(() => undefined);
      pending.push({ flight, promise: answer, settled });
      return;
    }
    flight.land(run);
    settleAnswer(run, answer);
  } catch (error) {
    fail(run, error);
  }
}

/**
 * Returns what a step calls: the callable, or the wait for the next item. A list that is already complete needs no
 * step. Binds the callable, since a bound function has no frame of its own.
 */
function workOf(run: Run, call: Call | undefined): (() => unknown) | undefined {
  const { node, context, payload, meta } = run;
  if (call !== undefined) {
    return node.guarded?.step(run, call) ?? call.bind(undefined, payload, node.hasContext ? context : undefined, meta);
  }
  return node.loop?.step(run);
}
