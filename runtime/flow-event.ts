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
 * - `waiting`: the run is over, but a join is still waiting: `arrived` lists the parents that arrived, `missing` the groups of
 *   parents without an arrival
 * - `end`: the last event; `error` is set if the run failed or was aborted; `cut` lists the activations that had started and whose
 *   results are dropped
 */
export type FlowEvent =
  | { readonly type: "run"; readonly flow: string; readonly input: unknown }
  | NodeEvent<"start", { readonly input: unknown; readonly from: readonly Activation[] }>
  | NodeEvent<"success", { readonly result: unknown }>
  | NodeEvent<"route", { readonly routes: readonly RoutingRecord[] }>
  | NodeEvent<"item", { readonly position: number; readonly payload: unknown }>
  | NodeEvent<"failed", { readonly error: unknown; readonly handled?: "continue" | "goto" }>
  | NodeEvent<"retry", { readonly attempt: number; readonly delay: number; readonly error: unknown }>
  | {
      readonly type: "waiting";
      readonly nodeId: string;
      readonly arrived: readonly string[];
      readonly missing: readonly (readonly string[])[];
    }
  | { readonly type: "end"; readonly error?: unknown; readonly cut?: readonly Activation[] };

/** One run of a node. */
export interface Activation {
  readonly nodeId: string;
  /** Which run of the node this is, counted from 1. */
  readonly visit: number;
}

type NodeEvent<Type extends string, More> = More &
  Activation & {
    readonly type: Type;
    /** Position of the item in each loop around the node, counted from 0, outermost loop first; empty outside of loops. */
    readonly index: readonly number[];
  };
