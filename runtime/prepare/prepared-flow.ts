import type { Limits } from "../engine/limits.js";
import type { PreparedNode } from "../engine/state.js";
import type { Feature, Schedule } from "../flow-spec.js";

/** The prepared table that the engine runs. Created once, when the flow is defined. */
export interface PreparedFlow {
  readonly name: string;
  readonly entry: PreparedNode;
  /** Number of nodes in the flow. */
  readonly size: number;
  /** Maximum number of activations that run at once, unless the options of a run state another one. */
  readonly concurrency: number;
  readonly maxSteps: number | undefined;
  /**
   * The limits of runs without options, kept from the first such run: reading the environment takes as long as a chain
   * of ten nodes.
   */
  limits: Limits | undefined;
  /** Whether any callable is an async function, so that no run can be synchronous. */
  readonly isAsync: boolean;
  /** Whether any node may start several others. Otherwise, concurrency makes no difference. */
  readonly isWide: boolean;
  readonly schedule: Schedule | undefined;
  readonly features: readonly Feature[];
}
