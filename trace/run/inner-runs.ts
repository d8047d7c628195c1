import { parseSteps } from "../../runtime/index.js";
import type { ActivationName, RunEvent } from "../read/run-event.js";
import { GrowingRun, keyOf } from "./growing-run.js";
import type { InnerRun, RecordedActivation } from "./recorded-run.js";

interface Growing extends Pick<InnerRun, "within" | "flow" | "file" | "start"> {
  readonly run: GrowingRun;
}

/** Takes apart the events of flows that nodes ran: each run of each of them has activations of its own. */
export class InnerRuns {
  /** By the activation of the root that they are in, and then by the steps around. */
  readonly #runs = new Map<string, Map<string, Growing>>();

  /** Forgets what an activation of the root ran: another process begins it again. */
  forget(name: ActivationName): void {
    this.#runs.delete(keyOf(name));
  }

  /** Takes an event of a flow that a node ran, in a root whose activations say whether they are under way. */
  take(event: RunEvent, time: number, root: GrowingRun): void {
    const { within = [] } = event;
    const around = activationOf(within[0]);
    if (around === undefined) return;
    const key = keyOf(around);
    const isOfUndo = event.type === "undo" || event.type === "undone" || event.type === "undo-failed";
    // A process that goes on with a run repeats what an earlier one has done. What a flow has done may be undone after its end.
    if (root.isUnderWay(around) !== true && !isOfUndo) return;
    const runs = this.#runs.get(key) ?? new Map<string, Growing>();
    this.#runs.set(key, runs);
    const steps = JSON.stringify(within);
    if (event.type === "run") {
      const { flow, file } = event;
      const run = new GrowingRun(within);
      runs.set(steps, {
        within,
        ...(flow !== undefined && { flow }),
        ...(file !== undefined && { file }),
        start: time,
        run,
      });
    }
    runs.get(steps)?.run.take(event, time);
  }

  /** The runs in the order of the activations around them. */
  finish(root: readonly RecordedActivation[]): readonly InnerRun[] {
    return root.flatMap(({ node, visit, end: endOfRoot }) =>
      [...(this.#runs.get(keyOf([node, visit]))?.values() ?? [])].map(({ run, ...more }) => {
        // The context at the end of a flow that a node ran is not recorded.
        const { input, error } = run.values;
        const end = Math.max(more.start, run.ended ?? endOfRoot);
        return {
          ...more,
          status: run.status,
          end,
          ...(input !== undefined && { input }),
          ...(error !== undefined && { error }),
          activations: run.activations(() => end),
          waiting: run.waiting,
        };
      }),
    );
  }
}

/** The activation that a step belongs to: `["enrich", 1]` of `enrich#1@2`. */
export function activationOf(step: string | undefined): ActivationName | undefined {
  const parts = step === undefined ? undefined : parseSteps(step);
  const [part] = parts ?? [];
  return part === undefined || parts?.length !== 1 ? undefined : [part.nodeId, part.visit];
}
