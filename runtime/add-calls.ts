import type { FlowContext } from "./flow-context.js";
import type { FlowSpec, RunnableFlow } from "./flow-spec.js";

/** Adds `call` and, if the flow has `runSync`, `callSync`: a run with a fresh context that gives the flow's output (SPEC 13). */
export function addCalls(flow: RunnableFlow, { output }: FlowSpec): void {
  const outputOf = (context: FlowContext): unknown =>
    typeof output === "string" ? context.payloads[output] : output?.(context as never);
  flow.call = (input, options, context = {}) => flow.run(context, input, options).then(outputOf);
  const { runSync } = flow;
  if (runSync) flow.callSync = (input, options, context = {}) => outputOf(runSync(context, input, options));
}
