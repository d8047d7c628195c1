import type { NodeTotals } from "../run/node-totals.js";
import type { RecordedActivation } from "../run/recorded-run.js";

/** How much of a run a page shows. A page with more opens slowly. */
export interface ReportBounds {
  /** Activations that are listed. */
  readonly rows: number;
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

/** Chooses what is listed: what went wrong and the first visits of each node come first, then the others in order. */
export function listedOf(activations: readonly RecordedActivation[], { rows }: ReportBounds): Listed {
  const seen = new Map<string, number>();
  const important = new Set<RecordedActivation>();
  const others: RecordedActivation[] = [];
  for (const activation of activations) {
    const count = (seen.get(activation.node) ?? 0) + 1;
    seen.set(activation.node, count);
    const isImportant = count <= alwaysListed || activation.state !== "ok" || activation.retries.length > 0;
    if (isImportant && important.size < rows) important.add(activation);
    else others.push(activation);
  }
  const listed = new Set([...important, ...others.slice(0, Math.max(0, rows - important.size))]);
  return {
    has: (activation) => listed.has(activation),
    isImportant: (activation) => important.has(activation),
    leftOut: ({ activations: all }) => all.filter((activation) => !listed.has(activation)).length,
  };
}
