import type { Activation } from "./activation.js";
import type { LoopRun } from "./iteration.js";
import type { Run } from "./run.js";

/** Records that a node has succeeded: its payload, its outputs, its step. Throws what `writes` throws. */
export function record(run: Run, activation: Activation, result: unknown): void {
  const { node, visit, iteration } = activation;
  run.context.payloads[node.id] = result;
  node.writes?.(run.context, result);
  run.context.steps.push(node.succeeded);
  if (node.collectedBy.length > 0) collect(activation, result);
  if (run.settings.onEvent !== undefined) {
    run.emit({ type: "success", nodeId: node.id, visit, index: iteration.index, result });
  }
}

/** Hands a result to the loops that collect this node's. */
export function collect({ node, iteration }: Activation, result: unknown): void {
  for (const collector of node.collectedBy) {
    let index = iteration.index;
    let loop: LoopRun | undefined = iteration.loop;
    while (loop !== undefined && loop.node !== collector) {
      index = loop.iteration.index;
      loop = loop.iteration.loop;
    }
    if (loop !== undefined && index !== undefined) loop.results[index] = result;
  }
}
