import type { Owner } from "../engine/call-meta.js";
import { stepName } from "../engine/step-name.js";
import { emit } from "../engine/stop.js";
import type { FlowDescription } from "../flow-description.js";
import type { Activation, FlowEvent } from "../flow-event.js";

interface Passed {
  /** The step that runs the child. */
  readonly step: string;
  /** Ends the child. */
  readonly signal: AbortSignal;
  readonly describe: () => FlowDescription;
}

function isOfUndo({ type }: FlowEvent): boolean {
  return type === "undo" || type === "undone" || type === "undo-failed";
}

/**
 * Returns a listener for the run of a child, which passes its events on to the listener of the run around it. An abort ends the child's events
 * at once, so that its `end` always comes before the `end` of that run.
 */
export function passOn(run: Owner, { step, signal, describe }: Passed): (event: FlowEvent) => void {
  /** Activations that have started, but not ended. */
  const underWay = new Map<string, Activation>();
  let hasEnded = false;
  const pass = (event: FlowEvent): void => emit(run, { ...event, within: [step, ...(event.within ?? [])] });
  const end = (event: FlowEvent & { readonly type: "end" }): void => {
    hasEnded = true;
    signal.removeEventListener("abort", onAbort);
    pass(event);
  };
  const onAbort = (): void => {
    const cut = [...underWay.values()];
    end({ type: "end", error: signal.reason, ...(cut.length > 0 && { cut }) });
  };
  return (event) => {
    // What the flow has done may be undone after its end.
    if (hasEnded && !isOfUndo(event)) return;
    if (event.within !== undefined) {
      pass(event);
      return;
    }
    switch (event.type) {
      case "end":
        end(event);
        return;
      case "run":
        // The child already listens. So what it runs itself has ended when it is its turn.
        signal.addEventListener("abort", onAbort);
        pass({ ...event, describe });
        return;
      case "start":
        underWay.set(stepName(event.nodeId, event.visit), { nodeId: event.nodeId, visit: event.visit });
        break;
      case "success":
      case "failed":
        underWay.delete(stepName(event.nodeId, event.visit));
        break;
      default:
    }
    pass(event);
  };
}
