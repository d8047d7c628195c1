import type { FlowEvent } from "../flow-event.js";

/** Something that must be notified when a run ends: the signal of a callable, a timer, an open list. */
export interface Guard {
  /** Called when the run will not continue: a node has failed, or the run was aborted. */
  onStop?(reason: unknown): void;
  /** Called when the run is over, whether it failed or not. */
  onEnd?(): void;
}

/** Why a run was stopped. */
export interface Stop {
  readonly error: unknown;
  /** Whether callables that are still running are abandoned (an abort) or waited for (a failure). */
  isDropped: boolean;
}

/** The parts of a run that a stop concerns. */
export interface Stoppable {
  stopped: Stop | undefined;
  guards: Set<Guard> | undefined;
  readonly onDrop: ((reason: unknown) => void) | undefined;
}

/** The parts of a run that an event concerns. */
export interface Heard extends Stoppable {
  readonly onEvent: ((event: FlowEvent) => void) | undefined;
}

/** Adds a guard to a run, until it is removed. */
export function guard(run: Pick<Stoppable, "guards">, guarded: Guard): void {
  run.guards ??= new Set();
  run.guards.add(guarded);
}
