import { runFlow, runFlowSync } from "./engine/run-flow.js";
import { describeFlow } from "./plan/describe.js";
import { prepare } from "./plan/prepare.js";
import type { RunOptions } from "./run-options.js";
import type { FlowSpec } from "./spec.js";

/**
 * The flow of a table. Its type `F` is the caller's word, in generated modules `FlowOf<…>`: all proofs are in the
 * annotations there, so nothing is inferred from the table. The user's node classes are constructed here.
 *
 * @throws FlowError `define/…` where the table is wrong, and whatever a node class throws
 */
export function defineFlow<F>(spec: FlowSpec): F {
  const plan = prepare(spec);
  const flow = {
    name: spec.name,
    run: (context?: unknown, input?: unknown, options?: RunOptions) => runFlow(plan, { context, input, options }),
    runSync: (context?: unknown, input?: unknown, options?: RunOptions) =>
      runFlowSync(plan, { context, input, options }),
    describe: () => describeFlow(spec),
  };
  return flow as F;
}
