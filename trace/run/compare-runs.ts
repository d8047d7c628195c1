import { type NodeTotals, nodeTotals } from "./node-totals.js";
import type { RecordedActivation, RecordedRun } from "./recorded-run.js";

/** How the runs of a flow differ at one node. Lists have one entry for each run. */
export interface NodeDifference {
  readonly node: string;
  /** Undefined where the node did not run. */
  readonly totals: readonly (NodeTotals | undefined)[];
  /** What differs besides the time; empty if nothing does. */
  readonly differs: readonly ("visits" | "outcome" | "result")[];
  /** The first activations whose outcome or result differs; undefined in runs that lack it. */
  readonly first?: readonly (RecordedActivation | undefined)[];
  /** Whether one run took at least half as long again as another, and five milliseconds more. */
  readonly isSlower: boolean;
}

/** Compares runs of one flow at every node that ran in any of them, in the order of their first starts. */
export function compareRuns(runs: readonly RecordedRun[]): readonly NodeDifference[] {
  const all = runs.map((run) => nodeTotals(run));
  const nodes = new Set(all.flatMap((totals) => [...totals.keys()]));
  return [...nodes].map((node) =>
    differenceOf(
      node,
      all.map((totals) => totals.get(node)),
    ),
  );
}

function differenceOf(node: string, totals: readonly (NodeTotals | undefined)[]): NodeDifference {
  const counts = new Set(totals.map((of) => of?.activations.length ?? 0));
  const byItem = totals.map((of) => activationsByItem(of?.activations ?? []));
  const items = new Set(byItem.flatMap((activations) => [...activations.keys()]));
  const differs = new Set<"visits" | "outcome" | "result">(counts.size > 1 ? ["visits"] : []);
  let first: NodeDifference["first"];
  for (const item of items) {
    const found = byItem.map((activations) => activations.get(item));
    const present = found.filter((activation) => activation !== undefined);
    const isOther = (of: (activation: RecordedActivation) => string): boolean => new Set(present.map(of)).size > 1;
    const outcome = isOther(({ state, error }) => JSON.stringify([state, messageOf(error)]));
    const result = isOther(({ result: given }) => (given === undefined ? "" : JSON.stringify(given)));
    if (outcome) differs.add("outcome");
    if (result) differs.add("result");
    if (outcome || result) first ??= found;
  }
  const times = totals.flatMap((of) => (of === undefined ? [] : [of.total]));
  const [least, most] = [Math.min(...times), Math.max(...times)];
  const isSlower = times.length > 1 && most >= 1.5 * least && most - least >= 5;
  return { node, totals, differs: [...differs], ...(first !== undefined && { first }), isSlower };
}

/** By the item, and which visit with this item it is: visits of concurrent items are counted in the order of chance. */
function activationsByItem(activations: readonly RecordedActivation[]): ReadonlyMap<string, RecordedActivation> {
  const seen = new Map<string, number>();
  return new Map(
    activations.map((activation) => {
      const index = activation.index.join(".");
      const count = (seen.get(index) ?? 0) + 1;
      seen.set(index, count);
      return [`${index} ${count}`, activation];
    }),
  );
}

/** Stacks differ from machine to machine. */
function messageOf(error: RecordedActivation["error"]): unknown {
  if (typeof error !== "object" || error === null || Array.isArray(error)) return error;
  const { name, message } = error as { readonly name?: unknown; readonly message?: unknown };
  return [name, message];
}
