import type { Call, PreparedNode } from "../engine/state.js";

/** What a node is undone with. */
export interface Undo {
  readonly call: Call;
  readonly failed?: true;
}

/** What can be undone in a flow. */
export interface Undoable {
  readonly undos: ReadonlyMap<string, Undo>;
  /** The nodes that are no routers and no loops, by id. */
  readonly plain: ReadonlyMap<string, PreparedNode>;
}
