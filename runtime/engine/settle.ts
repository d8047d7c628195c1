import { arrive } from "./arrive.js";
import { type Part, partsOf } from "./mapping.js";
import { enqueue } from "./queue.js";
import { record } from "./record.js";
import type { Run } from "./run.js";

/** Records what the current node answered with and starts what follows. What it throws is the node's failure. */
export function settle(run: Run, answer: unknown): void {
  const { node, iteration } = run;
  if (node.settle !== undefined) node.settle(run, answer);
  else {
    const result = answer === undefined ? run.payload : answer;
    const parts = partsOf(node, result);
    record(run, result);
    send(run, result, parts);
  }
  iteration.loop?.rule.ended(run, iteration.loop);
}

/** Sends the result of a plain node to all successors or, of a mapping, each value to its own. */
export function send(run: Run, result: unknown, parts: readonly Part[] | undefined): void {
  const { node, iteration } = run;
  if (parts !== undefined) for (const { edge, payload } of parts) arrive(run, edge, payload, iteration);
  else if (node.fan !== undefined) enqueue(run, node.fan, result, iteration);
  else for (const edge of node.edges) arrive(run, edge, result, iteration);
}
