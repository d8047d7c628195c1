import type { Limits } from "../engine/limits.js";
import type { PreparedNode } from "../engine/state.js";
import type { Schedule } from "../flow-spec.js";

/** The prepared table that the engine runs. Made once, when the flow is defined. */
export interface PreparedFlow {
  readonly name: string;
  readonly entry: PreparedNode;
  /** Nodes of the flow. */
  readonly size: number;
  /** Activations that may run at once, where the options of a run do not say. */
  readonly concurrency: number;
  readonly maxSteps: number | undefined;
  /** Of runs without options, from the first one on: a look at the environment takes as long as a chain of ten. */
  limits: Limits | undefined;
  /** Whether a callable is an async function, so that no run can be synchronous. */
  readonly isAsync: boolean;
  /** Whether a node may start several others, so that concurrency means something. */
  readonly isWide: boolean;
  readonly schedule: Schedule | undefined;
}
