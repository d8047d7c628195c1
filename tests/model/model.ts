/** The data of the slow interpreter, and its result. */
import type { LoopNodeSpec, NodeSpec } from "@flowc/runtime";
import type { Item } from "./items.js";

/** One item of a loop, or one pass of a cycle. An arrival comes from a list of these, outermost first. */
export interface Frame {
  readonly kind: "item" | "pass";
  /** The loop, or the header of the cycle. */
  readonly owner: string;
  /** Different for each frame. */
  readonly serial: number;
  readonly index: number;
  readonly loopRun: LoopRun | undefined;
}

export interface LoopRun {
  readonly node: LoopNodeSpec;
  readonly input: unknown;
  readonly frames: readonly Frame[];
  readonly isHandled: boolean;
  readonly items: Item[];
  readonly list: readonly unknown[] | undefined;
  /** The position of the next item. */
  at: number;
  isOpen: boolean;
  /** Whether its next item waits for others to end. */
  isHeld: boolean;
  /** Undefined if the done route must not start. */
  results: unknown[] | undefined;
}

export interface Activation {
  readonly node: NodeSpec;
  readonly payload: unknown;
  readonly frames: readonly Frame[];
  /** Set if a loop continues with its next item. */
  readonly loopRun: LoopRun | undefined;
  readonly isJoined: boolean;
  /** Whether the flow's error handler caused it. */
  readonly isHandled: boolean;
}

export interface Waiting {
  readonly target: string;
  readonly parent: string;
  readonly payload: unknown;
  readonly frames: readonly Frame[];
  readonly isHandled: boolean;
}

/** What one activation did. Used for runs without a certain order. */
export interface Visited {
  readonly node: string;
  readonly input: unknown;
  readonly path: readonly (number | string)[];
  readonly outcome: "success" | "failed";
  readonly result?: unknown;
}

export interface ModelFailure {
  readonly node_id: string;
  readonly exception: string;
  readonly message: string;
  readonly within?: readonly string[];
}

export interface ModelContext {
  [key: string]: unknown;
  steps: { node_id: string; status: string; message?: string }[];
  payloads: Record<string, unknown>;
  joins: Record<string, Record<string, unknown>>;
  routing: Record<string, unknown[]>;
  errors: ModelFailure[];
}

/** A `repaired` one succeeded after an attempt that failed; `three deep`: of flows in flows in flows. */
export type NestedEnd = "success" | "repaired" | "failed" | "hung" | "three deep" | "in a loop";

export interface Interpreted {
  readonly context: ModelContext;
  /** Errors that a policy of `stop` rethrew. The first one ends the run. */
  readonly errors: readonly unknown[];
  readonly visits: readonly Visited[];
  /** Whether it depended on the order of arrivals which of them a join combined. */
  readonly isOrdered: boolean;
  readonly isCut: boolean;
  /** How often a join has fired or begun to wait. */
  readonly waits: ReadonlyMap<string, number>;
  /** What the policy of the node said, for each condition that could not be evaluated. */
  readonly refused: readonly ("stop" | "continue" | "goto")[];
  /** How visits of nodes that run flows have ended. */
  readonly nested: readonly NestedEnd[];
}

export interface Settings {
  readonly maxSteps: number;
  /** Whether an error that a policy of `stop` rethrows ends the run. If false, it only ends its branch. */
  readonly stops: boolean;
  /** The context of an earlier run to continue with. Default: a fresh one. */
  readonly context?: ModelContext;
  /** The attempts of the nodes around that run flows, outermost first. Default: none. */
  readonly around?: readonly number[];
}

/** An error of the flow itself. The model does not know the runtime's messages: it only says that there is an error. */
export class OwnError extends Error {
  override readonly name = "FlowError";
}

/** A node that has ended well, and what it was called with. */
export interface Succeeded {
  readonly node: NodeSpec;
  readonly frames: readonly Frame[];
  readonly given: unknown;
  readonly result: unknown;
}
