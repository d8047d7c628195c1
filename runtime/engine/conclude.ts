import type { FlowContext } from "../flow-context.js";
import { leave } from "./contexts-in-use.js";
import type { Run } from "./state.js";
import { emit } from "./stop.js";

/**
 * Ends a run: reports waiting joins, notifies the listener, releases everything. Throws the error that stopped the run.
 */
export function conclude(run: Run): FlowContext {
  const {
    context,
    steps,
    limits: { keptSteps },
  } = run;
  leave(context);
  if (steps.length > keptSteps) steps.splice(0, steps.length - keptSteps);
  run.concludeWaits?.(run);
  if (run.onEvent !== undefined) {
    const cut = [...(run.underWay?.values() ?? [])];
    emit(run, {
      type: "end",
      ...(run.stopped !== undefined && { error: run.stopped.error }),
      ...(cut.length > 0 && { cut }),
    });
  }
  run.guards?.forEach((guard) => guard.onEnd?.());
  run.guards = undefined;
  if (run.stopped !== undefined) throw run.stopped.error;
  return context;
}
