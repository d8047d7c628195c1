import { parseSteps } from "../../runtime/index.js";
import { type NodeTotals, nodeTotals } from "./node-totals.js";
import type { RecordedActivation, RecordedRun } from "./recorded-run.js";

/** How the runs of a flow differ at one node. Lists have one entry for each run. */
export interface NodeDifference {
  /** The node, after those around it that run flows, outermost first. */
  readonly path: readonly string[];
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
  const items = runs.map(itemsOf);
  const paths = new Map(all.flatMap((totals) => [...totals].map(([key, { path }]) => [key, path])));
  return [...paths].map(([key, path]) =>
    differenceOf(
      path,
      all.map((totals) => totals.get(key)),
      items,
    ),
  );
}

type Items = ReadonlyMap<RecordedActivation, string>;

function differenceOf(
  path: readonly string[],
  totals: readonly (NodeTotals | undefined)[],
  itemsOfRuns: readonly Items[],
): NodeDifference {
  const counts = new Set(totals.map((of) => of?.activations.length ?? 0));
  const byItem = totals.map(
    (of, run) => new Map(of?.activations.map((activation) => [itemsOfRuns[run]?.get(activation), activation])),
  );
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
  return { path, totals, differs: [...differs], ...(first !== undefined && { first }), isSlower };
}

/**
 * What each activation is compared by: the item, and which visit with this item it is, since visits of concurrent items are counted in the order
 * of chance. In a flow that a node ran, also the same of each node around, and its attempt.
 */
function itemsOf({ activations, inner = [] }: RecordedRun): Items {
  const items = new Map<RecordedActivation, string>();
  const byName = new Map<string, string>();
  const add = (within: readonly string[], around: string, list: readonly RecordedActivation[], seen: Seen): void => {
    for (const activation of list) {
      const { node, visit, index } = activation;
      const place = JSON.stringify([around, node, index]);
      const count = (seen.get(place) ?? 0) + 1;
      seen.set(place, count);
      const item = `${around} ${index.join(".")} ${count}`;
      items.set(activation, item);
      byName.set(JSON.stringify([within, node, visit]), item);
    }
  };
  add([], "", activations, new Map());
  for (const { within, activations: list } of inner) {
    const step = within.at(-1);
    const [part] = (step === undefined ? undefined : parseSteps(step)) ?? [];
    const around = byName.get(JSON.stringify([within.slice(0, -1), part?.nodeId, part?.visit]));
    add(within, `${around ?? ""}@${part?.attempt ?? 1}/`, list, new Map());
  }
  return items;
}

type Seen = Map<string, number>;

/** Stacks differ from machine to machine. */
function messageOf(error: RecordedActivation["error"]): unknown {
  if (typeof error !== "object" || error === null || Array.isArray(error)) return error;
  const { name, message } = error as { readonly name?: unknown; readonly message?: unknown };
  return [name, message];
}
