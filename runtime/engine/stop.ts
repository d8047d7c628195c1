import type { FlowEvent } from "../flow-event.js";
import type { Heard, Stoppable } from "./guard.js";
import type { Run } from "./state.js";

/**
 * Ends a run early. The first error counts. An abort also ends the wait for callables that were running when a node
 * failed.
 */
export function stop(run: Stoppable, error: unknown, isDropped: boolean): void {
  if (run.stopped === undefined) {
    run.stopped = { error, isDropped };
    for (const guard of [...(run.guards ?? [])]) guard.onStop?.(error);
  } else run.stopped.isDropped ||= isDropped;
  if (isDropped) run.onDrop?.(run.stopped.error);
}

/** Whether the run has stopped. Call it again after every call of user code, which may stop the run. */
export function wasStopped(run: Run): boolean {
  return run.stopped !== undefined;
}

/** Notifies the listener, if there is one. If it throws, the run ends with its error. */
export function emit(run: Heard, event: FlowEvent): void {
  try {
    run.onEvent?.(event);
  } catch (error) {
    stop(run, error, true);
  }
}
