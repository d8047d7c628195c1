import type { FlowContext } from "../flow-context.js";
import { Joined } from "./joined.js";
import { isEmpty } from "./open-context.js";
import type { Run } from "./run.js";
import { emit } from "./stop.js";

/** The end of a run: shows what still waits, tells the listener, lets go of everything. Throws what stopped the run. */
export function conclude(run: Run): FlowContext {
  const { context, keptSteps, steps } = run;
  if (steps.length > keptSteps) steps.splice(0, steps.length - keptSteps);
  // Of a join that has fired and not run, what it would have run with.
  for (let next = run.first; next !== undefined; next = next.next) {
    const { node, payload } = next;
    if (payload instanceof Joined && isEmpty(context.joins[node.id])) context.joins[node.id] = payload.payload;
  }
  // The oldest waiting set of a join is written last, and so is the one that is seen.
  for (let wait = run.newestWait; wait !== undefined; wait = wait.older) context.joins[wait.node.id] = wait.shown();
  if (run.onEvent !== undefined) {
    for (let wait = run.oldestWait; wait !== undefined && run.stopped === undefined; wait = wait.newer) {
      emit(run, { type: "waiting", nodeId: wait.node.id, ...wait.state() });
    }
    emit(run, run.stopped === undefined ? { type: "end" } : { type: "end", error: run.stopped.error });
  }
  if (run.guards !== undefined) {
    for (const guard of [...run.guards]) guard.onEnd?.();
    run.guards.clear();
  }
  if (run.stopped !== undefined) throw run.stopped.error;
  return context;
}
