/** Something that must hear of the end of a run: the signal of a callable, a timer, an open list. */
export interface Guard {
  /** The run will not go on: a node has failed, or the run was aborted. */
  onStop?(reason: unknown): void;
  /** The run is over, well or not. */
  onEnd?(): void;
}
