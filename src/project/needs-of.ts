import { neededContext } from "../../compiler/needed-context.js";
import type { FlowPlan } from "../../compiler/plan.js";
import type { FlowNeeds } from "./findings-report.js";

/** What flows read from their callers (SPEC 16), without the flows that read nothing. */
export function needsOf(plans: readonly FlowPlan[]): FlowNeeds[] {
  return plans.flatMap((plan) => {
    const needs = neededContext(plan);
    return needs.length === 0 ? [] : [{ file: plan.file, needs }];
  });
}
