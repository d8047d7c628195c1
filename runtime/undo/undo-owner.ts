import type { Owner } from "../engine/call-meta.js";
import type { Guard } from "../engine/guard.js";

/** Takes the place of a run that has ended, for the calls that undo it: they have signals and timers of their own. */
export class UndoOwner implements Owner {
  id: string | undefined;
  readonly mayTurn: boolean;
  inner: Owner["inner"] = undefined;
  stopped: Owner["stopped"] = undefined;
  guards: Set<Guard> | undefined = undefined;
  readonly onDrop = undefined;
  readonly onEvent = undefined;

  constructor(id: string | undefined, mayTurn: boolean) {
    this.id = id;
    this.mayTurn = mayTurn;
  }

  /** Cancels timers that are left. */
  end(): void {
    this.guards?.forEach((guard) => guard.onEnd?.());
    this.guards = undefined;
  }
}
