import { tableFormats } from "./emit/generated-mark.js";
import { undoes } from "./undoes.js";
import type { FlowPlan } from "./plan.js";

/**
 * Returns the lowest format that supports everything in the table of a flow, so that old runtimes run as many flows as
 * possible.
 */
export function tableFormat({ cycles, nodes, policy }: FlowPlan): number {
  if (undoes({ nodes, policy })) return tableFormats.undo;
  if (nodes.some((node) => node.kind === "loop" && node.concurrency !== undefined)) return tableFormats.loopLimits;
  if (nodes.some(({ choices }) => choices.length > 0)) return tableFormats.conditions;
  const headers = new Set(cycles.map(({ header }) => header));
  const isNested = cycles.some(({ header, members }) => members.some((id) => id !== header && headers.has(id)));
  return isNested ? tableFormats.nestedCycles : tableFormats.plain;
}
