import { activationOf } from "./inner-runs.js";
import { type ActivationState, activationStates, type RecordedActivation, type RecordedRun } from "./recorded-run.js";

/** What the activations of one node add up to. */
export interface NodeTotals {
  /** The node, after those around it that run flows, outermost first. */
  readonly path: readonly string[];
  /** In the order in which they started; at least one. */
  readonly activations: readonly RecordedActivation[];
  readonly states: Readonly<Record<ActivationState, number>>;
  readonly retries: number;
  /** Milliseconds. */
  readonly total: number;
  readonly longest: number;
}

/** A key of a path of nodes: that of a root's node is never that of another flow's node. */
export function pathKey(path: readonly string[]): string {
  return JSON.stringify(path);
}

/** The nodes that steps are about: `["enrich"]` of `["enrich#1@2"]`. */
export function nodesAround(within: readonly string[]): readonly string[] {
  return within.map((step) => activationOf(step)?.[0] ?? step);
}

/**
 * The totals of the nodes that ran, by `pathKey`, in the order of their first starts. The nodes of a flow that a node ran follow it; all its
 * runs together are one flow.
 */
export function nodeTotals({
  activations,
  inner = [],
}: Pick<RecordedRun, "activations" | "inner">): ReadonlyMap<string, NodeTotals> {
  const root = new Branch([]);
  root.add(activations);
  for (const run of inner) root.below(nodesAround(run.within)).add(run.activations);
  const totals = new Map<string, NodeTotals>();
  for (const { path, activations: own } of root.all())
    if (own.length > 0) totals.set(pathKey(path), totalsOf(path, path.length > 1 ? own.toSorted(byStart) : own));
  return totals;
}

/** A node, and the nodes of the flow that it ran. */
class Branch {
  readonly path: readonly string[];
  readonly activations: RecordedActivation[] = [];
  readonly #nodes = new Map<string, Branch>();

  constructor(path: readonly string[]) {
    this.path = path;
  }

  add(activations: readonly RecordedActivation[]): void {
    for (const activation of activations) this.#at(activation.node).activations.push(activation);
  }

  below(path: readonly string[]): Branch {
    return path.reduce<Branch>((branch, node) => branch.#at(node), this);
  }

  /** This and all nodes inside, each before those of the flow that it ran. */
  all(): readonly Branch[] {
    const found: Branch[] = [];
    // Not recursive: a damaged record may be deeper than the stack.
    const next: Branch[] = [this];
    for (let branch = next.pop(); branch !== undefined; branch = next.pop()) {
      found.push(branch);
      for (const inside of [...branch.#nodes.values()].reverse()) next.push(inside);
    }
    return found;
  }

  #at(node: string): Branch {
    let branch = this.#nodes.get(node);
    if (branch === undefined) this.#nodes.set(node, (branch = new Branch([...this.path, node])));
    return branch;
  }
}

/** Flows run at the same time. */
function byStart(one: RecordedActivation, other: RecordedActivation): number {
  return one.start - other.start;
}

function totalsOf(path: readonly string[], activations: readonly RecordedActivation[]): NodeTotals {
  const states = { failed: 0, handled: 0, cut: 0, ok: 0 };
  let [retries, total, longest] = [0, 0, 0];
  for (const { state, start, end, retries: failed } of activations) {
    states[state] += 1;
    retries += failed.length;
    total += end - start;
    longest = Math.max(longest, end - start);
  }
  return { path, activations, states, retries, total, longest };
}

/** The worst state of some activations. */
export function worstState(states: NodeTotals["states"]): ActivationState {
  return activationStates.find((state) => states[state] > 0) ?? "ok";
}
