import type { FlowContext } from "./flow-context.js";
import type { FlowSpec, RunnableFlow } from "./flow-spec.js";

/** Adds `call` and, if the flow has `runSync`, `callSync`: a run with a fresh context that gives the flow's output (SPEC 13). */
export function withCalls(flow: RunnableFlow, { output }: FlowSpec): RunnableFlow {
  const outputOf = (context: FlowContext): unknown =>
    typeof output === "string" ? context.payloads[output] : output?.(context as never);
  const { runSync } = flow;
  return {
    ...flow,
    call: (input, options) => flow.run({}, input, options).then(outputOf),
    ...(runSync && { callSync: (input, options) => outputOf(runSync({}, input, options)) }),
  };
}
