/** Who runs the workloads. `prepare` gives a function that runs once and answers with the context. */

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
