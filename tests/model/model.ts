/** What the slow interpreter thinks in, and what it answers with. */
import type { LoopNodeSpec, NodeSpec } from "@flowc/runtime";
import type { Item } from "./items.js";

/** One item of a loop, or one pass of a cycle. What an arrival comes from is a list of these, the outermost first. */
export interface Frame {
  readonly kind: "item" | "pass";
  /** The loop, or the header of the cycle. */
  readonly owner: string;
  /** Different for each. */
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
  /** Items are taken from here on. */
  at: number;
  isOpen: boolean;
  /** Undefined where the done route is not to start. */
  results: unknown[] | undefined;
}

export interface Activation {
  readonly node: NodeSpec;
  readonly payload: unknown;
  readonly frames: readonly Frame[];
  /** Set where a loop goes on with its next item. */
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

/** What one activation did, for runs whose order is not known. */
export interface Visited {
  readonly node: string;
  readonly input: unknown;
  readonly path: readonly (number | string)[];
  readonly outcome: "success" | "failed";
  readonly result?: unknown;
}

export interface ModelContext {
  [key: string]: unknown;
  steps: { node_id: string; status: string; message?: string }[];
  payloads: Record<string, unknown>;
  joins: Record<string, Record<string, unknown>>;
  routing: Record<string, unknown[]>;
  errors: { node_id: string; exception: string; message: string }[];
}

export interface Interpreted {
  readonly context: ModelContext;
  /** Errors that a policy of `stop` rethrew; the first one ends the run. */
  readonly errors: readonly unknown[];
  readonly visits: readonly Visited[];
  /** Whether which arrivals a join combined depended on the order in which they came. */
  readonly isOrdered: boolean;
  readonly isCut: boolean;
  /** How often a join has fired, or begun to wait. */
  readonly waits: ReadonlyMap<string, number>;
}

export interface Settings {
  readonly maxSteps: number;
  /** Whether an error that a policy of `stop` rethrows ends the run; else only its branch. */
  readonly stops: boolean;
  /** Of an earlier run, to go on with; a fresh one where it is not given. */
  readonly context?: ModelContext;
}

/** An error of the flow itself. Its words are the runtime's own: the model only says that there is one. */
export class OwnError extends Error {
  override readonly name = "FlowError";
}
