import { locate } from "../flow-error.js";
import type { FlowFailure } from "../flow-context.js";
import type { Activation } from "./activation.js";
import { arrive } from "./arrive.js";
import { failureOf } from "./failure-of.js";
import { breakLoop, ended } from "./loop.js";
import { collect } from "./record.js";
import type { Run } from "./run.js";
import { partsOf, send } from "./settle.js";

/** Records a node's failure and does what its policy says: stop the run, go on, or start another node (SPEC 7, 8). */
export function fail(run: Run, activation: Activation, error: unknown): void {
  try {
    locate(error, activation.node.place);
    const failure = recordFailure(run, activation, error);
    if (run.stopped !== undefined) return;
    follow(run, activation, { error, failure });
  } catch (unexpected) {
    // The context cannot be written any more: there is nobody left to tell but the caller.
    run.stop({ error: unexpected, isDropped: false });
  }
}

function recordFailure(run: Run, { node, visit, iteration }: Activation, error: unknown): FlowFailure {
  const failure: FlowFailure = { node_id: node.id, ...failureOf(error) };
  run.context.steps.push({ node_id: node.id, status: "failed", message: failure.message });
  run.context.errors.push(failure);
  run.emit({ type: "failed", nodeId: node.id, visit, index: iteration.index, error });
  return failure;
}

interface Failed {
  readonly error: unknown;
  readonly failure: FlowFailure;
}

function follow(run: Run, activation: Activation, { error, failure }: Failed): void {
  const { node, iteration, payload: input } = activation;
  const isFinal = error === run.finalError;
  if (!isFinal && node.goto !== undefined) {
    if (node.kind === "loop") breakLoop(run, activation, false);
    arrive(run, node.goto, { error: failure, input }, iteration);
  } else if (!isFinal && node.policy.onError === "continue") goOn(run, activation);
  else {
    run.context.failed_node_id = node.id;
    run.context.failed_exception_type = failure.exception;
    run.context.failed_message = failure.message;
    run.stop({ error, isDropped: false });
    return;
  }
  ended(run, iteration.loop);
}

/** The node's own input goes on as its result; it is not written to the outputs. */
function goOn(run: Run, activation: Activation): void {
  const { node, payload, iteration } = activation;
  run.context.payloads[node.id] = payload;
  collect(activation, payload);
  if (node.kind === "loop") breakLoop(run, activation, true);
  else if (node.kind === "router") for (const edge of node.edges) arrive(run, edge, payload, iteration);
  else send(run, activation, { result: payload, parts: partsOf(node, payload) });
}
