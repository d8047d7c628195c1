/** A comparison with its goal: flowc may take at most `goal` times as long as the other contestant. */
const cell = (workload, kind, flowc, against, goal) => ({ workload, kind, flowc, against, goal });

const small = ["chain-10", "chain-100", "fan-10", "fan-100", "loop-1000", "loop-10000", "router", "etl"];

export const cells = [
  ...small.map((name) => cell(name, "sync", "run", "hand await", 1)),
  cell("chain-1000", "sync", "run", "table await", 1.5),
  cell("chain-10", "sync", "runSync", "hand sync", 2),
  cell("chain-100", "sync", "runSync", "hand sync", 1.5),
  cell("chain-1000", "sync", "runSync", "table sync", 1.5),
  cell("fan-10", "sync", "runSync", "hand sync", 3),
  cell("fan-100", "sync", "runSync", "hand sync", 3),
  cell("loop-1000", "sync", "runSync", "hand sync", 1.5),
  cell("loop-10000", "sync", "runSync", "hand sync", 1.5),
  cell("router", "sync", "runSync", "hand sync", 1.5),
  cell("etl", "sync", "runSync", "hand sync", undefined),
  ...["chain-10", "chain-100", "fan-10", "fan-100", "router", "etl"].map((name) =>
    cell(name, "async", "run", "hand await", undefined),
  ),
  cell("chain-100", "async", "run ∞", "hand await", undefined),
  cell("fan-100", "async", "run ∞", "hand parallel", undefined),
  ...["chain-10", "chain-100", "fan-10", "fan-100", "loop-1000", "router", "etl"].map((name) =>
    cell(name, "wait", "run", "hand await", 1.3),
  ),
  ...["chain-10", "chain-100", "router", "etl"].map((name) => cell(name, "wait", "run ∞", "hand await", 1.3)),
  ...["fan-10", "fan-100"].map((name) => cell(name, "wait", "run ∞", "hand parallel", 1.3)),
];

/** Checks that times stay flat as sizes grow: nanoseconds per node or item for one shape at several sizes. */
export const flats = [
  { shape: "chain", sizes: [10, 100, 1000, 10_000], contestants: ["run", "runSync", "table await"] },
  { shape: "fan", sizes: [10, 100, 1000, 10_000], contestants: ["run", "runSync"] },
  { shape: "loop", sizes: [1000, 10_000, 100_000], contestants: ["run", "runSync", "hand await"] },
];

/** Other engines, and how many times faster flowc should be. All callables return immediately, ours too. */
export const rivals = [
  { name: "effect" },
  { name: "xstate", goal: 30 },
  { name: "xstate-promises" },
  { name: "p-graph" },
  { name: "mastra" },
  { name: "langgraph", goal: 1000 },
];

/** The contestants of our own that the other engines are compared with, on a chain of 100. */
export const own = ["hand await", "run", "runSync"];

/** Not measured in this run: a Python package, measured once with the same chain on a similar machine. */
export const quoted = [{ name: "illumo-flow 0.1.4", nanoseconds: 17_000, goal: 100 }];
