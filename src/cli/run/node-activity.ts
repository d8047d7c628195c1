/** What has happened to a node so far. All times are in milliseconds, on one clock. */
export interface NodeActivity {
  readonly id: string;
  /** How many loops it is in, and how many nodes around it run flows. */
  readonly depth: number;
  /** When its activations started that have not ended, by visit; in flows that nodes run, by the steps around too. */
  readonly running: Map<VisitKey, number>;
  ended: number;
  failed: number;
  cut: number;
  /** Time that its activations took, added up. Of a loop: the time in which it or its body was running. */
  spent: number;
  /** What it threw last, in one line, and the policy that took the failure. */
  fault: { readonly text: string; readonly handled: "continue" | "goto" | undefined } | undefined;
  /** The attempts that wait for their delay, by visit. */
  readonly retries: Map<VisitKey, Retry>;
  /** For a join that still waits at the end of the run: what did not arrive. */
  waitsFor: string | undefined;
  /** The nodes that are running in the flow that it runs, by id. */
  readonly inner: Map<string, NodeActivity>;
}

export type VisitKey = number | string;

export interface Retry {
  /** The attempt that comes next, counted from 1. */
  readonly attempt: number;
  /** When it is due. */
  readonly due: number;
  readonly text: string;
}

export function unseen(id: string, depth: number): NodeActivity {
  return {
    id,
    depth,
    running: new Map(),
    ended: 0,
    failed: 0,
    cut: 0,
    spent: 0,
    fault: undefined,
    retries: new Map(),
    waitsFor: undefined,
    inner: new Map(),
  };
}

/** Returns whether the visit was running. */
export function endVisit(node: NodeActivity, visit: VisitKey, now: number): boolean {
  const began = node.running.get(visit);
  // An input that cannot be computed fails before the start.
  if (began !== undefined) node.spent += now - began;
  const wasRunning = node.running.delete(visit);
  node.retries.delete(visit);
  node.ended += 1;
  return wasRunning;
}
