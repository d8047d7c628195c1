import type { FlowDescription } from "./flow-description.js";
import type { RoutingRecord } from "./flow-context.js";

/**
 * What happens in a run, in order, as passed to `onEvent`. If the listener throws, the run ends with its error.
 *
 * - `run`: the first event; `input` is what the entry gets
 * - `start`: a node is about to be called with `input`; `from` lists the activations that caused it: one for each group of parents
 *   for a join, none for the entry
 * - `success`: the node returned `result` (its own input if it returned undefined)
 * - `route`: a router has decided; comes after its `success`
 * - `item`: a loop starts its body with `payload`, the item at `position`, counted from 0; comes after its `success`
 * - `failed`: the node, its input, its outputs or its decision threw; `handled` is the policy that takes the failure, undefined if
 *   it ends the run
 * - `retry`: an attempt failed, and the next one follows after `delay` milliseconds
 * - `undo`: the run has failed or was aborted with `error`, and what the node did for `input` is about to be undone; `result` is what it returned,
 *   undefined if it had failed
 * - `undone`: the undo has ended well
 * - `undo-failed`: the undo failed with `error`, after all its attempts
 * - `waiting`: the run is over, but a join is still waiting: `arrived` lists the parents that arrived, `missing` the groups of
 *   parents without an arrival
 * - `end`: the last event of the run; `error` is set if the run failed or was aborted; `cut` lists the activations that had started and whose
 *   results are dropped
 *
 * Events of a flow that a node runs (SPEC 13), its `run` and `end` too, come between the node's `start` and what ends the node. They have
 * `within`: the steps that ran the flow, outermost first, such as `["enrich#1@1"]`.
 */
export type FlowEvent =
  | ({
      readonly type: "run";
      readonly flow: string;
      readonly input: unknown;
      /** Describes a flow that a node runs: the listener may not have it. */
      readonly describe?: () => FlowDescription;
    } & Within)
  | NodeEvent<"start", { readonly input: unknown; readonly from: readonly Activation[] }>
  | NodeEvent<"success", { readonly result: unknown }>
  | NodeEvent<"route", { readonly routes: readonly RoutingRecord[] }>
  | NodeEvent<"item", { readonly position: number; readonly payload: unknown }>
  | NodeEvent<"failed", { readonly error: unknown; readonly handled?: "continue" | "goto" }>
  | NodeEvent<"retry", { readonly attempt: number; readonly delay: number; readonly error: unknown }>
  | NodeEvent<"undo", { readonly input: unknown; readonly result: unknown; readonly error: unknown }>
  | NodeEvent<"undone", {}>
  | NodeEvent<"undo-failed", { readonly error: unknown }>
  | ({
      readonly type: "waiting";
      readonly nodeId: string;
      readonly arrived: readonly string[];
      readonly missing: readonly (readonly string[])[];
    } & Within)
  | ({ readonly type: "end"; readonly error?: unknown; readonly cut?: readonly Activation[] } & Within);

interface Within {
  /** The steps around the run of a flow that a node runs. */
  readonly within?: readonly string[];
}

/** One run of a node. */
export interface Activation {
  readonly nodeId: string;
  /** Which run of the node this is, counted from 1. */
  readonly visit: number;
}

type NodeEvent<Type extends string, More> = More &
  Activation &
  Within & {
    readonly type: Type;
    /** Position of the item in each loop around the node, counted from 0, outermost loop first; empty outside of loops. */
    readonly index: readonly number[];
  };
