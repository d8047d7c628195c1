import type { FlowFailure } from "../flow-context.js";
import { locate } from "../flow-error.js";
import { note, releaseMeta } from "./activation.js";
import { partsOf, send } from "./dispatch.js";
import { failureOf } from "./failure-of.js";
import { report } from "./report.js";
import type { Run } from "./state.js";
import { stop, wasStopped } from "./stop.js";

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
    run.inner?.(run);
    run.context.errors.push(failure);
    const isFinal = run.finalError !== undefined && error === run.finalError;
    const handled = isFinal ? undefined : handling(run);
    report(run, { type: "failed", error, ...(handled && { handled }) });
    if (wasStopped(run)) return;
    if (handled !== undefined) {
      goOn(run, failure);
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

/** What the policy of the current node does about its failure; undefined if it ends the run. */
function handling(run: Run): "continue" | "goto" | undefined {
  const { handler, policy } = run.node;
  if (handler !== undefined) return handler.applies(run) ? "goto" : undefined;
  return policy.onError === "continue" ? "continue" : undefined;
}

function goOn(run: Run, error: FlowFailure): void {
  const { node, payload, iteration } = run;
  if (node.handler !== undefined) return node.handler.start(run, error);
  if (node.passOn !== undefined) return node.passOn(run, payload);
  // The node's own input goes on as its result, but is not written to the outputs.
  node.store(run.payloads, payload);
  node.collect?.(iteration, payload);
  if (node.loop !== undefined) node.loop.breakOff(run, true);
  // A router that failed has decided nothing: its branch ends.
  else if (node.settle === undefined) send(run, payload, partsOf(node, payload));
}
