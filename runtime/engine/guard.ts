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

/** Adds a guard to a run, until it is removed. */
export function guard(run: { guards: Set<Guard> | undefined }, guarded: Guard): void {
  run.guards ??= new Set();
  run.guards.add(guarded);
}
