/** One entry of `context.steps`. The runtime shares them between runs: they are values, and frozen. */
export type Step = {
  readonly node_id: string;
  readonly status: "start" | "success" | "failed";
  readonly message?: string;
};

/** One entry of `context.errors`. */
export type FlowFailure = { readonly node_id: string; readonly exception: string; readonly message: string };

/** One entry of `context.routing[node]`. */
export type RoutingRecord = { readonly target: string; readonly confidence?: number; readonly reason?: string };

/** The records of a run (SPEC 8). A type, not an interface: it must fit `Record<string, unknown>`. */
export type FlowContext = {
  steps: Step[];
  /** What each node returned last. */
  payloads: { [node: string]: unknown };
  /** What arrived for each join, by parent: what it ran with last, or waits with. */
  joins: { [node: string]: { [parent: string]: unknown } };
  /** What each router and loop decided last. */
  routing: { [node: string]: RoutingRecord[] };
  errors: FlowFailure[];
  failed_node_id?: string;
  failed_exception_type?: string;
  failed_message?: string;
};
