import type { NodeTotals } from "../run/node-totals.js";
import type { RecordedActivation } from "../run/recorded-run.js";

/** How much of a run a page shows. A page with more opens slowly. */
export interface ReportBounds {
  /** Activations that are listed. */
  readonly rows: number;
  /** Nodes of flows that nodes ran. */
  readonly innerNodes: number;
  /** Characters of values, besides those that are always kept. */
  readonly values: number;
}

/** The first visits of each node, up to this many, are always listed with their values. */
export const alwaysListed = 20;

/** What is listed of the activations of a run. */
export interface Listed {
  has(activation: RecordedActivation): boolean;
  /** Whether the activation is one whose values are kept even if the page is full. */
  isImportant(activation: RecordedActivation): boolean;
  /** How many of a node are left out. */
  leftOut(totals: NodeTotals): number;
}

/** Chooses what is listed: what went wrong comes first, then the first visits of each node, then the others in order. */
export function listedOf(nodes: readonly NodeTotals[], { rows }: ReportBounds): Listed {
  const [wrong, first, others]: [RecordedActivation[], RecordedActivation[], RecordedActivation[]] = [[], [], []];
  for (const { activations } of nodes) {
    for (const [at, activation] of activations.entries()) {
      const isWrong = activation.state !== "ok" || activation.retries.length > 0;
      (isWrong ? wrong : at < alwaysListed ? first : others).push(activation);
    }
  }
  for (const list of [wrong, others]) list.sort((one, other) => one.start - other.start);
  const important = new Set([...wrong, ...first].slice(0, rows));
  const listed = new Set([...important, ...others.slice(0, rows - important.size)]);
  return {
    has: (activation) => listed.has(activation),
    isImportant: (activation) => important.has(activation),
    leftOut: ({ activations: all }) => all.filter((activation) => !listed.has(activation)).length,
  };
}

/** The nodes that are shown: all of the run's own flow, and as many of other flows as there is room for, with what went wrong first. */
export function shownNodes(
  totals: ReadonlyMap<string, NodeTotals>,
  { innerNodes }: ReportBounds,
): readonly NodeTotals[] {
  const all = [...totals.values()];
  const inner = all.filter(({ path }) => path.length > 1);
  if (inner.length <= innerNodes) return all;
  const isWrong = ({ activations, states, retries }: NodeTotals): boolean =>
    retries > 0 || states.ok < activations.length;
  const chosen = [...inner.filter(isWrong), ...inner.filter((node) => !isWrong(node))].slice(0, innerNodes);
  const shown = new Set(chosen);
  return all.filter((node) => node.path.length === 1 || shown.has(node));
}
