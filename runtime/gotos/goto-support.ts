import { arrive } from "../engine/dispatch.js";
import { type Edge, PreparedNode, type Run } from "../engine/state.js";
import type { FlowFailure } from "../flow-context.js";
import type { Equipped, Feature } from "../flow-spec.js";
import { handledIn, isHandled } from "./handled.js";

/** `on_error: { goto }` (SPEC 7). */
export const gotoSupport: Feature = { name: "gotoSupport", copy: PreparedNode, equip };

function equip({ spec, nodeOf }: Equipped): void {
  for (const { id, policy } of spec.nodes) {
    const node = nodeOf(id);
    const { goto } = node;
    const isFlows = policy?.onError === undefined;
    const { onError } = node.policy;
    const isUndone = typeof onError === "object" && onError.undo === true;
    if (goto === undefined) continue;
    node.handler = {
      applies: ({ iteration }) => !(isFlows && isHandled(iteration)),
      start: (run, error) => {
        const next = (): void => start(run, { goto, isFlows, error });
        if (isUndone && run.undoFirst !== undefined) run.undoFirst(next);
        else next();
      },
    };
  }
}

interface Taken {
  readonly goto: Edge;
  /** Whether it is the flow's own goto, which does not handle failures of its handler. */
  readonly isFlows: boolean;
  readonly error: FlowFailure;
}

function start(run: Run, { goto, isFlows, error }: Taken): void {
  const { node, payload, iteration } = run;
  node.loop?.breakOff(run, false);
  arrive(run, goto, { error, input: payload }, isFlows ? handledIn(iteration) : iteration);
}
