/** Something that must be notified of the end of a run: the signal of a callable, a timer, an open list. */
export interface Guard {
  /** The run will not go on: a node has failed, or the run was aborted. */
  onStop?(reason: unknown): void;
  /** The run is over, whether it failed or not. */
  onEnd?(): void;
}

/** Why a run does not go on. */
export interface Stop {
  readonly error: unknown;
  /** Whether what still runs is left to itself (an abort), or waited for (a failure). */
  isDropped: boolean;
}

/** Adds a guard to a run, until it is removed. */
export function guard(run: { guards: Set<Guard> | undefined }, guarded: Guard): void {
  run.guards ??= new Set();
  run.guards.add(guarded);
}
