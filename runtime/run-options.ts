import type { FlowEvent } from "./flow-event.js";

export interface RunOptions {
  /** Names the run in `meta.key`. Default: a fresh UUID. */
  readonly id?: string;
  /** Ends the run at once with its reason, and aborts the signals of all callables that are running (SPEC 7). */
  readonly signal?: AbortSignal;
  /** Number of activations after which the run ends with a `FlowError`. Overrides the flow's `max_steps`. */
  readonly maxSteps?: number;
  /** Maximum number of activations that run at once, or `Infinity`. Overrides the flow's `concurrency`. */
  readonly concurrency?: number;
  /** How much of `context.steps` is kept: all of it (the default), nothing, or this many of the newest entries. */
  readonly steps?: "full" | "off" | number;
  readonly onEvent?: (event: FlowEvent) => void;
  /** Takes over the calls of a run, so that another engine can make it durable. Not available with `runSync`. */
  readonly host?: Host;
}

/** One visit of a node, as a host sees it. `nodeId#visit` is the same in every run with the same answers. */
export interface HostStep {
  readonly nodeId: string;
  /** Which run of the node this is, counted from 1. */
  readonly visit: number;
  /** What the callable is called with; for a loop, the payload that its list comes from. */
  readonly payload: unknown;
}

/** A step that has begun but has not ended. */
export interface PendingStep {
  readonly nodeId: string;
  readonly visit: number;
  readonly promise: PromiseLike<unknown>;
}

/**
 * What a durable engine does for a run. Everything else in a run follows from its answers: the same answers give the
 * same context. A flow that a node runs is one step: the host does not see the calls within it.
 */
export interface Host {
  /**
   * Called for every visit of a node, including its retries. Returns what `call` returns, or what it returned when it
   * was recorded, or throws the same error. A loop over an async iterable takes a step for each item: the answer is the
   * item's record.
   */
  step(step: HostStep, call: () => unknown): unknown;
  /** Returns the position of a step that has ended. Called whenever the run cannot go on without one. */
  race(pending: readonly PendingStep[]): number | PromiseLike<number>;
}
