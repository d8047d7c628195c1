/**
 * What is known of the choices of a node: one entry for each kind of decision that it can come to. Read from the types of
 * the user's code, which only `check` knows.
 */
export interface Decision {
  /** Ids of successors that it always starts, each once. */
  readonly always: readonly string[];
  /** Ids of those that it may start besides. */
  readonly maybe: readonly string[];
}

/** The decisions of nodes, by id; a node that is not here may choose as it likes. */
export type Decisions = Readonly<Record<string, readonly Decision[]>>;
