import { referenceText } from "../../compiler/analyze/facts/reference-text.js";
import { neededContext } from "../../compiler/needed-context.js";
import type { FlowPlan } from "../../compiler/plan.js";
import { defineFlow, FlowError, type FlowSpec } from "../../runtime/index.js";

/**
 * Defines a flow whose types do not say what it reads from its caller. If it does, `call` and `callSync` fail with the
 * `FlowError` `run/needs-context`, since a call has no context to read from (SPEC 13).
 */
export function defineCallable<F extends object>(spec: FlowSpec, plan: FlowPlan): F {
  const flow = defineFlow<F>(spec);
  const [needed] = neededContext(plan);
  if (needed === undefined) return flow;
  const { node: nodeId, path } = needed;
  const what = `Node \`${nodeId}\` reads \`${referenceText("ctx", path)}\` from its caller's context, which a call has not: use run()`;
  const fault = (): FlowError => new FlowError("run/needs-context", what, { nodeId });
  const callSync = (): never => {
    throw fault();
  };
  return { ...flow, call: () => Promise.reject(fault()), ...("callSync" in flow && { callSync }) };
}
