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
import type { FlowSpec } from "./flow-spec.js";

/**
 * The flow of a table. Its type `F` is the caller's word, in generated modules `FlowOf<…>`: all proofs are in the
 * annotations there, so nothing is inferred from the table. The user's node classes are constructed here.
 *
 * The table is taken as the compiler states it; `checkFlow` looks at one that is written by hand.
 *
 * @throws FlowError `define/format` where the module was generated for another runtime, `define/…` where a callable is none or a name is no node's, and anything that a node class throws
 */
export function defineFlow<F extends NoFault>(spec: FlowSpec): F {
  checkFormat(spec);
  const prepared = prepare(spec);
  function runSync(context?: unknown, input?: unknown, options?: RunOptions): FlowContext {
    if (options?.host !== undefined) throw new FlowError("run/option", "`host` needs `run`: it answers with promises");
    const run = openRun(prepared, context, input, options);
    const pending = run.stopped === undefined ? pump(run, false) : undefined;
    if (pending !== undefined) {
      // Nobody waits for it: its errors have no other place to go.
      pending.then(undefined, () => undefined);
      const what = `Node \`${run.node.id}\` answered with a promise: such a flow runs with run(), not with runSync()`;
      run.finalError = new FlowError("run/async", what, run.node.place);
      fail(run, run.finalError);
    }
    return conclude(run);
  }

  const flow = {
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
  // As in the types: a flow with an async function has none. `runSync` detects one that returns promises otherwise.
  const made: object = prepared.isAsync ? flow : { ...flow, runSync };
  return made as F;
}
