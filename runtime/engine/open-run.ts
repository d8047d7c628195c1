import { FlowError } from "../flow-error.js";
import type { PreparedFlow } from "../prepare/prepared-flow.js";
import type { RunOptions } from "../run-options.js";
import { enter, refuseInUse } from "./contexts-in-use.js";
import { follow } from "./follow.js";
import { openContext } from "./open-context.js";
import { limitsOf } from "./limits.js";
import { Run } from "./state.js";
import { emit } from "./stop.js";

/**
 * Creates a run, which has not started its first activation yet.
 *
 * @throws FlowError `run/context`, `run/context-in-use`, `run/option`
 */
export function openRun(flow: PreparedFlow, context: unknown, input: unknown, options: RunOptions | undefined): Run {
  const limits = options === undefined ? (flow.limits ??= limitsOf(flow, {})) : limitsOf(flow, options);
  if (limits.concurrency > 1 && flow.isWide && flow.schedule === undefined) {
    const what = `Flow \`${flow.name}\` needs \`concurrencySupport\`: add it to \`uses\`, of the same copy of flowc`;
    throw new FlowError("run/option", what);
  }
  const run = new Run({ flow, context: openContext(context), input, limits, options });
  refuseInUse(run.context);
  if (options?.signal !== undefined) follow(run, options.signal);
  enter(run.context);
  if (run.onEvent !== undefined) emit(run, { type: "run", flow: flow.name, input });
  return run;
}
