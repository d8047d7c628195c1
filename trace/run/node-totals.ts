import { type ActivationState, activationStates, type RecordedActivation, type RecordedRun } from "./recorded-run.js";

/** What the activations of one node add up to. */
export interface NodeTotals {
  readonly node: string;
  /** In the order in which they started; at least one. */
  readonly activations: readonly RecordedActivation[];
  readonly states: Readonly<Record<ActivationState, number>>;
  readonly retries: number;
  /** Milliseconds. */
  readonly total: number;
  readonly longest: number;
}

/** The totals of the nodes that ran, in the order of their first starts. */
export function nodeTotals({ activations }: Pick<RecordedRun, "activations">): ReadonlyMap<string, NodeTotals> {
  const byNode = new Map<string, RecordedActivation[]>();
  for (const activation of activations) {
    const list = byNode.get(activation.node);
    if (list === undefined) byNode.set(activation.node, [activation]);
    else list.push(activation);
  }
  return new Map([...byNode].map(([node, list]) => [node, totalsOf(node, list)]));
}

function totalsOf(node: string, activations: readonly RecordedActivation[]): NodeTotals {
  const states = { failed: 0, handled: 0, cut: 0, ok: 0 };
  let [retries, total, longest] = [0, 0, 0];
  for (const { state, start, end, retries: failed } of activations) {
    states[state] += 1;
    retries += failed.length;
    total += end - start;
    longest = Math.max(longest, end - start);
  }
  return { node, activations, states, retries, total, longest };
}

/** The worst state of some activations. */
export function worstState(states: NodeTotals["states"]): ActivationState {
  return activationStates.find((state) => states[state] > 0) ?? "ok";
}
