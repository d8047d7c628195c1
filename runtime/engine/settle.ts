import type { PlanNode } from "../plan/plan.js";
import { arrive } from "./arrive.js";
import { ended, settleLoop } from "./loop.js";
import { type Part, partsOf } from "./mapping.js";
import { record } from "./record.js";
import { settleRouter } from "./router.js";
import type { Run } from "./run.js";

/** Records what the current node answered with and starts what follows. What it throws is the node's failure. */
export function settle(run: Run, answer: unknown): void {
  const { node, iteration } = run;
  if (node.kind === "router") settleRouter(run, answer);
  else if (node.kind === "loop") settleLoop(run);
  else {
    const result = answer === undefined ? run.payload : answer;
    const parts = partsIn(node, result);
    record(run, result);
    send(run, result, parts);
  }
  ended(run, iteration.loop);
}

/** Where a result is a mapping of successors, its values. */
export function partsIn(node: PlanNode, result: unknown): readonly Part[] | undefined {
  return typeof result === "object" && result !== null ? partsOf(node, result) : undefined;
}

/** Sends the result of a plain node to all successors or, of a mapping, each value to its own. */
export function send(run: Run, result: unknown, parts: readonly Part[] | undefined): void {
  const { node, iteration } = run;
  if (parts === undefined) for (const edge of node.edges) arrive(run, edge, result, iteration);
  else for (const { edge, payload } of parts) arrive(run, edge, payload, iteration);
}
