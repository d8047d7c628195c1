import { activationOf } from "./inner-runs.js";
import type { InnerRun, RecordedActivation, RecordedRun } from "./recorded-run.js";

/**
 * Finds where the failure of a node that runs a flow came from: the node that failed in that flow, or in a flow inside of it. Undefined if it
 * came from the node itself, such as a timeout.
 */
export function originsOf({
  inner = [],
}: Pick<RecordedRun, "inner">): (failed: RecordedActivation) => RecordedActivation | undefined {
  /** The last run of each activation. */
  const lastOf = new Map<string, InnerRun>();
  for (const run of inner) {
    const [node, visit] = activationOf(run.within.at(-1)) ?? [];
    lastOf.set(JSON.stringify([run.within.slice(0, -1), node, visit]), run);
  }
  const causeOf = ({ within = [], node, visit, error }: RecordedActivation): RecordedActivation | undefined => {
    const run = lastOf.get(JSON.stringify([within, node, visit]));
    // A failure comes up as it is.
    const isSame = run?.status === "failed" && JSON.stringify(run.error) === JSON.stringify(error);
    return isSame ? run.activations.findLast(({ state }) => state === "failed") : undefined;
  };
  return (failed) => {
    let origin = failed.state === "failed" || failed.state === "handled" ? causeOf(failed) : undefined;
    for (let next = origin; next !== undefined; next = causeOf(next)) origin = next;
    return origin;
  };
}
