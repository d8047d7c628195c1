/**
 * One entry of `context.steps`. Entries are immutable: the runtime freezes those for starts and successes and shares
 * them between runs.
 */
export type Step = {
  readonly node_id: string;
  readonly status: "start" | "success" | "failed";
  readonly message?: string;
};

/**
 * A failure of a node. `within` is set for nodes of a flow that a node runs (SPEC 13): the steps that ran it, outermost
 * first, such as `["enrich#1@1"]`.
 */
export type FlowFailure = {
  readonly node_id: string;
  readonly exception: string;
  readonly message: string;
  readonly within?: readonly string[];
};

/** An entry of `context.errors`. `undo` is set if it was the undo of the node that failed (SPEC 15). */
export type RecordedFailure = FlowFailure & { readonly undo?: true };

/** One entry of `context.routing[node]`. */
export type RoutingRecord = { readonly target: string; readonly confidence?: number; readonly reason?: string };

/**
 * The records of a run (SPEC 8). A type alias, not an interface, so that it is assignable to `Record<string, unknown>`.
 */
export type FlowContext = {
  steps: Step[];
  /** What each node returned last. */
  payloads: { [node: string]: unknown };
  /** What arrived for each join, keyed by parent: what the join last ran with, or what it has while it waits. */
  joins: { [node: string]: { [parent: string]: unknown } };
  /** What each router and loop decided last. */
  routing: { [node: string]: RoutingRecord[] };
  errors: RecordedFailure[];
  failed_node_id?: string;
  failed_exception_type?: string;
  failed_message?: string;
};
