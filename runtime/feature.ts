import type { FlowContext } from "./flow-context.js";
import type { Iteration } from "./engine/iteration.js";
import type { Run } from "./engine/run.js";
import type { PreparedNode } from "./prepare/prepared-flow.js";
import type { FlowSpec } from "./spec.js";

/** What only some flows need, so that the others do not carry it. A generated module states what it uses. */
export interface Feature {
  readonly name: FeatureName;
  /** Whose nodes it knows: a program that loads two versions of flowc has two classes of that name. */
  readonly copy: typeof PreparedNode;
  /** Equips the nodes and edges that need it, once all are there. */
  readonly equip?: (flow: Equipped) => void;
  /** Runs several activations at once. */
  readonly scheduler?: Scheduler;
}

/** As generated modules import them. */
export type FeatureName =
  | "concurrencySupport"
  | "cycleSupport"
  | "gotoSupport"
  | "joinSupport"
  | "loopSupport"
  | "policySupport"
  | "routerSupport";

/** A flow whose nodes and edges are there, and know nothing of features yet. */
export interface Equipped {
  readonly spec: FlowSpec;
  /** In the order of `spec.nodes`. */
  readonly nodes: readonly PreparedNode[];
  readonly nodeOf: (id: string) => PreparedNode;
}

/** What runs a run whose activations wait for promises while others start. */
export interface Scheduler {
  /** Resolves when the run is over. */
  open(run: Run): Promise<FlowContext>;
  /** Starts what can start; apart, so that a callable has two frames of the runtime below it here too. */
  turn(run: Run): void;
}

/** An edge that does more than to start its target. */
export type Arrival = (run: Run, payload: unknown, iteration: Iteration) => void;
