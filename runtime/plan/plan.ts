/** The prepared flow that the engine runs: one object a node, linked by edges. Made once, when the flow is defined. */
import type { Step } from "../flow-context.js";
import type { FlowPlace } from "../flow-error.js";
import type { Meta } from "../node.js";
import type { PolicySpec } from "../spec.js";

export interface Plan {
  readonly name: string;
  readonly entry: PlanNode;
  readonly nodes: readonly PlanNode[];
  /** Activations that may run at once, where the options of a run do not say. */
  readonly concurrency: number;
  readonly maxSteps: number | undefined;
}

export type Call = (payload: unknown, context: unknown, meta: Meta) => unknown;

export interface PlanNode {
  readonly id: string;
  /** Position in declared order. */
  readonly index: number;
  readonly kind: "function" | "router" | "loop";
  /** Where errors of this node belong. */
  readonly place: FlowPlace;
  /** Undefined for loops, and where `findCall` finds it when the node runs. */
  readonly call: Call | undefined;
  readonly findCall: ((context: unknown) => unknown) | undefined;
  /** Whether the callable gets the context. */
  readonly hasContext: boolean;
  readonly inputs: ((context: unknown) => unknown) | undefined;
  readonly writes: ((context: unknown, result: unknown) => void) | undefined;
  /** In the order of dispatch; none for a loop, see `loop`. */
  readonly edges: readonly Edge[];
  /** The same by the target's id. */
  readonly edgeTo: ReadonlyMap<string, Edge>;
  readonly policy: PolicySpec;
  readonly goto: Edge | undefined;
  readonly loop: PlanLoop | undefined;
  /** The groups of parents of a join; undefined where the node starts on every arrival. */
  readonly join: PlanJoin | undefined;
  /** Whether every start of this node is a new pass of cycles: it is their header. */
  readonly opensPass: boolean;
  /** Loops that receive this node's results. */
  readonly collectedBy: readonly PlanNode[];
  /** Records are values: one each for all runs. */
  readonly started: Step;
  readonly succeeded: Step;
}

/** Where a result goes. */
export interface Edge {
  readonly source: PlanNode;
  readonly target: PlanNode;
  /** Group of the target's join that this edge serves; -1: the target starts at once. */
  readonly slot: number;
  /** Position of the source among all parents of the join, in code-point order. */
  readonly rank: number;
  /** Passes of cycles that this edge leaves. */
  readonly leaves: number;
}

export interface PlanJoin {
  /** In code-point order of the first members. */
  readonly groups: readonly (readonly string[])[];
  /** Whether a group has several parents. */
  readonly hasChoice: boolean;
}

export interface PlanLoop {
  readonly items: ((payload: unknown) => unknown) | undefined;
  readonly body: Edge;
  readonly done: Edge | undefined;
  readonly enumerate: boolean;
}
