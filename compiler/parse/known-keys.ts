/** The keys and words of a flow file (SPEC 1, 7), used by the parser and the JSON Schema. */
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
  "output",
] as const;

/** Keys that name what a node calls. They may also be in its `inputs`. */
export const callableKeys = ["callable", "routing_rule"] as const;
export const loopKeys = [
  "body_route",
  "loop_route",
  "items_key",
  "enumerate_items",
  "done_route",
  "collect",
  "concurrency",
  "batch",
] as const;
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
  "result",
  "policy",
  "flow",
  "undo",
] as const;
/** The keys that a node with a `flow` has. The flow that it names brings everything else. */
export const flowNodeKeys: readonly (typeof nodeKeys)[number][] = [
  "name",
  "context",
  "describe",
  "policy",
  "flow",
  "undo",
];
export const contextKeys = ["inputs", "input", "outputs", "output"] as const;
export const policyKeys = ["retry", "timeout", "on_error"] as const;
export const onErrorKeys = ["goto", "undo"] as const;
export const undoKeys = ["call", "also"] as const;
export const retryKeys = ["max_attempts", "delay", "mode", "jitter", "on"] as const;
export const retryModes = ["fixed", "exponential"] as const;
export const errorRules = ["stop", "continue"] as const;

/** The built-in node types, by name. */
export const nodeTypes: ReadonlyMap<string, "function" | "router" | "loop"> = new Map([
  ["FunctionNode", "function"],
  ["CustomRoutingNode", "router"],
  ["RoutingNode", "router"],
  ["LoopNode", "loop"],
]);

/** In milliseconds. */
export const durationUnits = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** The longest delay that a timer supports, in milliseconds. */
export const longestDuration = 2 ** 31 - 1;
