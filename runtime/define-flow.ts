import { addCalls } from "./add-calls.js";
import { conclude } from "./engine/conclude.js";
import { keepWaiting } from "./engine/contexts-in-use.js";
import { drive } from "./engine/drive.js";
import { fail } from "./engine/fail.js";
import { openRun } from "./engine/open-run.js";
import { pump } from "./engine/pump.js";
import { runHosted } from "./hosts/hosted.js";
import type { NoFault } from "./flow.js";
import type { FlowContext } from "./flow-context.js";
import { FlowError } from "./flow-error.js";
import { checkFormat } from "./prepare/check-format.js";
import { describeFlow } from "./prepare/describe.js";
import { prepare } from "./prepare/prepare.js";
import type { RunOptions } from "./run-options.js";
import type { FlowSpec, RunnableFlow } from "./flow-spec.js";

/**
 * Creates a flow from its table. The type `F` is stated by the caller, not inferred from the table: generated modules
 * pass `FlowOf<…>`, and their annotations prove it. Constructs the user's node classes.
 *
 * The table is not validated, since the compiler writes correct ones. Call `checkFlow` on a table that is written by
 * hand.
 *
 * @throws FlowError `define/format` if the module was generated for another runtime, `define/…` if a callable is not a
 * function or a name is not that of a node. Errors of node classes are thrown unchanged.
 */
export function defineFlow<F extends NoFault>(spec: FlowSpec): F {
  checkFormat(spec);
  const prepared = prepare(spec);
  function runSync(context?: unknown, input?: unknown, options?: RunOptions): FlowContext {
    if (options?.host !== undefined)
      throw new FlowError("run/option", "With `host`: such a flow runs with run(), not with runSync()");
    const run = openRun(prepared, context, input, options);
    const pending = run.stopped === undefined ? pump(run, false) : undefined;
    if (pending !== undefined) {
      // Nobody waits for this promise, so a rejection would be unhandled.
      pending.then(undefined, () => undefined);
      const what = `Node \`${run.node.id}\` answered with a promise: such a flow runs with run(), not with runSync()`;
      run.finalError = new FlowError("run/async", what, run.node.place);
      fail(run, run.finalError);
    }
    return conclude(run);
  }

  const flow: RunnableFlow = {
    name: spec.name,
    run(context?: unknown, input?: unknown, options?: RunOptions): Promise<FlowContext> {
      try {
        const run = openRun(prepared, context, input, options);
        run.mayTurn = true;
        if (options?.host !== undefined) {
          keepWaiting(run.context);
          return runHosted(run, options.host);
        }
        const whole = run.limits.concurrency > 1 ? prepared.schedule?.(run) : undefined;
        if (whole !== undefined) keepWaiting(run.context);
        const pending = run.stopped === undefined ? pump(run, false) : undefined;
        if (whole !== undefined) {
          run.flights?.rested(pending);
          return whole;
        }
        if (pending === undefined) return Promise.resolve(conclude(run));
        keepWaiting(run.context);
        return drive(run, pending);
      } catch (error) {
        return Promise.reject(error);
      }
    },
    describe: () => describeFlow(spec),
  };
  // As in the types: a flow with an async function has no `runSync`. In other flows, `runSync` notices a callable that
  // returns a promise.
  if (!prepared.isAsync) flow.runSync = runSync;
  for (const { extend } of prepared.features) extend?.(flow, spec);
  addCalls(flow, spec);
  return flow as object as F;
}
