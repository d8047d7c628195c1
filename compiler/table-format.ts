import { tableFormats } from "./emit/generated-mark.js";
import type { FlowPlan } from "./plan.js";

/** The lowest format that has all that the table of a flow contains, so that old runtimes still run what they can. */
export function tableFormat({ cycles }: FlowPlan): number {
  const headers = new Set(cycles.map(({ header }) => header));
  const isNested = cycles.some(({ header, members }) => members.some((id) => id !== header && headers.has(id)));
  return isNested ? tableFormats.nestedCycles : tableFormats.plain;
}
