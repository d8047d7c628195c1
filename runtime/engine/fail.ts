import type { FlowFailure } from "../flow-context.js";
import { locate } from "../flow-error.js";
import { note, releaseMeta } from "./activation.js";
import { partsOf, send } from "./dispatch.js";
import { failureOf } from "./failure-of.js";
import type { Run } from "./state.js";
import { emit, stop, wasStopped } from "./stop.js";

/**
 * Records the failure of the current node and does what its policy says: stop the run, continue, or start another node.
 */
export function fail(run: Run, error: unknown): void {
  const { node, iteration, meta } = run;
  releaseMeta(run);
  if (run.stopped !== undefined) return;
  try {
    // A `meta` is set only if it was the call that failed.
    if (meta !== undefined && node.guarded?.retry(run, meta, error) === true) return;
    locate(error, node.place);
    const failure: FlowFailure = { node_id: node.id, ...failureOf(error) };
    note(run, { node_id: node.id, status: "failed", message: failure.message });
    run.context.errors.push(failure);
    emit(run, { type: "failed", nodeId: node.id, visit: run.visit, index: iteration.index, error });
    if (wasStopped(run)) return;
    if ((run.finalError === undefined || error !== run.finalError) && goesOn(run, failure)) {
      iteration.loop?.node.loop?.ended(run, iteration.loop);
      return;
    }
    run.context.failed_node_id = node.id;
    run.context.failed_exception_type = failure.exception;
    run.context.failed_message = failure.message;
    stop(run, error, false);
  } catch (unexpected) {
    // The context can no longer be written: only the caller can be notified.
    stop(run, unexpected, false);
  }
}

function goesOn(run: Run, error: FlowFailure): boolean {
  const { node, payload, iteration } = run;
  if (node.handle !== undefined) return node.handle(run, error);
  if (node.policy.onError !== "continue") return false;
  // The node's own input goes on as its result, but is not written to the outputs.
  node.store(run.payloads, payload);
  node.collect?.(iteration, payload);
  if (node.loop !== undefined) node.loop.breakOff(run, true);
  // A router that failed has decided nothing: its branch ends.
  else if (node.settle === undefined) send(run, payload, partsOf(node, payload));
  return true;
}
