/** What is held against what, and the goal of it: flowc may take at most `goal` times what the other takes. */
const cell = (workload, kind, flowc, against, goal) => ({ workload, kind, flowc, against, goal });

const small = ["chain-10", "chain-100", "fan-10", "fan-100", "loop-10000", "router", "etl"];

export const cells = [
  ...small.map((name) => cell(name, "sync", "run", "hand await", 1)),
  cell("chain-1000", "sync", "run", "table await", 1.5),
  cell("chain-10", "sync", "runSync", "hand sync", 2),
  cell("chain-100", "sync", "runSync", "hand sync", 1.5),
  cell("chain-1000", "sync", "runSync", "table sync", 1.5),
  cell("fan-10", "sync", "runSync", "hand sync", 3),
  cell("fan-100", "sync", "runSync", "hand sync", 3),
  cell("loop-10000", "sync", "runSync", "hand sync", 1.5),
  cell("router", "sync", "runSync", "hand sync", 1.5),
  cell("etl", "sync", "runSync", "hand sync", undefined),
  ...["chain-10", "chain-100", "fan-10", "fan-100", "router", "etl"].map((name) =>
    cell(name, "async", "run", "hand await", undefined),
  ),
  cell("chain-100", "async", "run ∞", "hand await", undefined),
  cell("fan-100", "async", "run ∞", "hand parallel", undefined),
  ...["chain-10", "chain-100", "fan-10", "router", "etl"].map((name) => cell(name, "wait", "run", "hand await", 1.3)),
  cell("chain-100", "wait", "run ∞", "hand await", 1.3),
  cell("fan-10", "wait", "run ∞", "hand parallel", 1.3),
  cell("fan-100", "wait", "run ∞", "hand parallel", 1.3),
];

/** Flat as sizes grow: the same contestant on two sizes, a node or item of the larger against one of the smaller. */
export const flats = [
  { kind: "sync", flowc: "run", larger: "chain-1000", smaller: "chain-100" },
  { kind: "sync", flowc: "run", larger: "fan-100", smaller: "fan-10" },
  { kind: "sync", flowc: "run", larger: "loop-10000", smaller: "loop-1000" },
];

/** Other engines: how many times faster flowc is to be than they are. Their callables answer at once, ours too. */
export const rivals = [
  { name: "xstate", goal: 30 },
  { name: "langgraph", goal: 1000 },
  { name: "xstate-promises" },
  { name: "mastra" },
  { name: "effect" },
  { name: "p-graph" },
];
