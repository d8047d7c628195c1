/**
 * What is known about the choices of a node: one entry for each kind of decision that it can make. It comes from the
 * types of the user's code, which only `check` knows, and from what conditions compare.
 */
export interface Decision {
  /** Ids of the successors that it always starts, each of them once. */
  readonly always: readonly string[];
  /** Ids of the successors that it may start in addition. */
  readonly maybe: readonly string[];
  /** Of a node with conditions: which of its parts this decides on. Each of them is decided on independently. */
  readonly part?: number;
}

/** The decisions of nodes, keyed by id. A node without an entry may choose freely. */
export type Decisions = Readonly<Record<string, readonly Decision[]>>;
