import type { FlowFailure } from "../flow-context.js";
import { locate } from "../flow-error.js";
import { arrive } from "./arrive.js";
import { CallMeta } from "./call-meta.js";
import { failureOf } from "./failure-of.js";
import { breakLoop, ended } from "./loop.js";
import { collect, note } from "./record.js";
import type { Run } from "./run.js";
import { partsIn, send } from "./settle.js";
import { emit, stop, wasStopped } from "./stop.js";

/** Records the failure of the current node and does what its policy says: stop the run, go on, or start another node. */
export function fail(run: Run, error: unknown): void {
  if (run.meta !== undefined) CallMeta.release(run.meta);
  if (run.stopped !== undefined) return;
  try {
    const { node, iteration } = run;
    locate(error, node.place);
    const failure: FlowFailure = { node_id: node.id, ...failureOf(error) };
    note(run, { node_id: node.id, status: "failed", message: failure.message });
    run.context.errors.push(failure);
    emit(run, { type: "failed", nodeId: node.id, visit: run.visit, index: iteration.index, error });
    if (wasStopped(run)) return;
    if (error !== run.finalError && goesOn(run, failure)) {
      ended(run, iteration.loop);
      return;
    }
    run.context.failed_node_id = node.id;
    run.context.failed_exception_type = failure.exception;
    run.context.failed_message = failure.message;
    stop(run, error, false);
  } catch (unexpected) {
    // The context cannot be written any more: there is nobody left to tell but the caller.
    stop(run, unexpected, false);
  }
}

function goesOn(run: Run, error: FlowFailure): boolean {
  const { node, payload, iteration } = run;
  const isLoop = node.kind === "loop";
  if (node.goto !== undefined) {
    if (isLoop) breakLoop(run, false);
    arrive(run, node.goto, { error, input: payload }, iteration);
    return true;
  }
  if (node.policy.onError !== "continue") return false;
  // The node's own input goes on as its result; it is not written to the outputs.
  run.payloads[node.id] = payload;
  collect(run, payload);
  if (isLoop) breakLoop(run, true);
  else send(run, payload, node.kind === "router" ? undefined : partsIn(node, payload));
  return true;
}
