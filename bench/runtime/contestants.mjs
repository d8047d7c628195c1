import { rivals } from "./cells.mjs";

/**
 * The contestants that run the workloads. `prepare` returns `once`, which runs a workload once and returns the context.
 */

const byHand = (name, isAsync) => ({
  isAsync,
  prepare: async (load) => ({ once: (await load("hand.js"))[name] }),
});

const flowc = (run, isAsync) => ({
  isAsync,
  prepare: async (load) => {
    const { default: flow } = await load("work.flow.js");
    return { once: run(flow) };
  },
});

export const contestants = {
  "hand sync": byHand("sync", false),
  "hand await": byHand("awaiting", true),
  "table sync": byHand("tableSync", false),
  "table await": byHand("table", true),
  "hand parallel": byHand("parallel", true),
  runSync: flowc((flow) => (input) => flow.runSync({}, input), false),
  run: flowc((flow) => (input) => flow.run({}, input), true),
  "run ∞": flowc((flow) => (input) => flow.run({}, input, { concurrency: Infinity }), true),
};

/** Other engines, for chains only. They use the same callables, and their own records are checked. */
const peer = (name) => ({
  isAsync: true,
  keepsRecords: false,
  prepare: async (load, { visits }) => {
    const nodes = Array.from({ length: visits }, (_, at) => `n${at}`);
    const next = Object.fromEntries(nodes.slice(1).map((id, at) => [nodes[at], id]));
    const { prepare } = await import(`./peers/${name}.mjs`);
    return {
      once: await prepare(await load("ops.js"), { nodes, next, input: nodes[0] }),
      isRight: ({ value, payloads }, at) => value === at + visits && payloads[nodes.at(-1)] === value,
    };
  },
});

for (const { name } of rivals) contestants[name] = peer(name);
