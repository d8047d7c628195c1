import { concurrencySupport } from "../concurrency/concurrency.js";
import { conclude } from "../engine/conclude.js";
import { drive } from "../engine/drive.js";
import { pump } from "../engine/pump.js";
import type { Run } from "../engine/state.js";
import type { FlowContext } from "../flow-context.js";
import { runHosted } from "../hosts/hosted.js";
import type { Host, RunOptions } from "../run-options.js";
import { atOnce, inTurn } from "./in-turn.js";
import type { Saga } from "./saga.js";

/** What a run is started with. */
interface Whole {
  readonly context: unknown;
  readonly options: RunOptions;
}

/** Runs a flow, and undoes what it has done if it fails. */
export async function runUndoable(saga: Saga, start: (whole: Whole) => Promise<FlowContext>): Promise<FlowContext> {
  let running = start(saga);
  for (;;) {
    let context: FlowContext;
    try {
      context = await running;
    } catch (error) {
      await inTurn(saga.undoing(error));
      const resumed = saga.resumed();
      if (resumed === undefined) throw saga.failed(error);
      running = goOn(resumed, saga.options.host);
      continue;
    }
    saga.succeeded();
    return context;
  }
}

/** Same, if nothing may be waited for. */
export function runUndoableSync(saga: Saga, start: (whole: Whole) => FlowContext): FlowContext {
  let context: FlowContext;
  try {
    context = start(saga);
  } catch (error) {
    atOnce(saga.undoing(error));
    throw saga.failed(error);
  }
  saga.succeeded();
  return context;
}

/** Drives a run whose current activation has been set. */
async function goOn(run: Run, host: Host | undefined): Promise<FlowContext> {
  if (host !== undefined) return runHosted(run, host);
  const whole = run.limits.concurrency > 1 ? concurrencySupport.schedule?.(run) : undefined;
  const pending = run.stopped === undefined ? pump(run, false) : undefined;
  if (whole !== undefined) {
    run.flights?.rested(pending);
    return whole;
  }
  return pending === undefined ? conclude(run) : drive(run, pending);
}
