/**
 * The keys and words of the flow file (SPEC 1, 7): what the parser takes, and what the JSON Schema says.
 */
export const flowKeys = [
  "name",
  "entry",
  "nodes",
  "edges",
  "input",
  "context",
  "description",
  "policy",
  "concurrency",
  "max_steps",
] as const;

/** Keys that name what a node calls; they may be in its `inputs` too. */
export const callableKeys = ["callable", "routing_rule"] as const;
export const loopKeys = ["body_route", "loop_route", "items_key", "enumerate_items", "done_route", "collect"] as const;
/** The keys of a node. */
export const nodeKeys = [
  "type",
  "name",
  "context",
  ...callableKeys,
  "allow_context_access",
  "describe",
  ...loopKeys,
  "config",
  "policy",
] as const;
export const contextKeys = ["inputs", "input", "outputs", "output"] as const;
export const policyKeys = ["retry", "timeout", "on_error"] as const;
export const retryKeys = ["max_attempts", "delay", "mode", "jitter", "on"] as const;
export const retryModes = ["fixed", "exponential"] as const;
export const errorRules = ["stop", "continue"] as const;

/** The types of nodes that are built in, by name. */
export const nodeTypes: ReadonlyMap<string, "function" | "router" | "loop"> = new Map([
  ["FunctionNode", "function"],
  ["CustomRoutingNode", "router"],
  ["RoutingNode", "router"],
  ["LoopNode", "loop"],
]);

/** Milliseconds. */
export const durationUnits = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
/** The longest wait of a timer, in milliseconds. */
export const longestDuration = 2 ** 31 - 1;
