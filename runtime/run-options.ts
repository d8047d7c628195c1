import type { FlowEvent } from "./flow-event.js";

export interface RunOptions {
  /** Names the run in `meta.key`; without it, a fresh UUID does. */
  readonly id?: string;
  /** Ends the run at once with its reason, and aborts the signal of every callable that runs (SPEC 7). */
  readonly signal?: AbortSignal;
  /** Activations after which the run ends with a `FlowError`; before `max_steps` of the flow. */
  readonly maxSteps?: number;
  /** Activations that may run at once, `Infinity` too; before `concurrency` of the flow. */
  readonly concurrency?: number;
  /** How much of `context.steps` is kept: all of it (the default), nothing, or this many of the newest entries. */
  readonly steps?: "full" | "off" | number;
  readonly onEvent?: (event: FlowEvent) => void;
  /** Takes over the calls of a run, so that another engine can make it durable. Not for `runSync`. */
  readonly host?: Host;
}

/** One visit of a node, as a host knows it. `nodeId#visit` is the same in every run with the same answers. */
export interface HostStep {
  readonly nodeId: string;
  /** Which run of the node this is, counted from 1. */
  readonly visit: number;
  /** What the callable is called with; for a loop, the payload that its list comes from. */
  readonly payload: unknown;
}

/** A step that has begun and not ended. */
export interface PendingStep {
  readonly nodeId: string;
  readonly visit: number;
  readonly promise: PromiseLike<unknown>;
}

/**
 * What a durable engine does for a run. All else in a run follows from its answers: the same answers give the same
 * context.
 */
export interface Host {
  /**
   * Around every visit of a node, its retries included: gives what `call` gives, or what it gave when it was recorded, or
   * throws so. A loop over an async iterable takes a step for each item: its answer is the item's record.
   */
  step(step: HostStep, call: () => unknown): unknown;
  /** The position of a step that has ended; asked whenever the run cannot go on without one. */
  race(pending: readonly PendingStep[]): number | PromiseLike<number>;
}
