import type { CallablePlan, FlowPlan, NodePlan } from "../plan.js";

/** A part of a flow that reads values: a node or, with the id "", the output. */
export interface ReadingPart extends Pick<NodePlan, "id" | "reads" | "conditionReads" | "inputs" | "choices"> {
  readonly callable?: CallablePlan;
}

/** The output of a flow as a part that reads; undefined if the flow states none. */
export function outputPart({ output }: FlowPlan): ReadingPart | undefined {
  if (output?.kind !== "value") return undefined;
  return { id: "", reads: output.reads, conditionReads: [], inputs: output.value, choices: [] };
}
