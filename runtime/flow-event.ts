import type { RoutingRecord } from "./flow-context.js";

/**
 * What happens in a run, in order, as `onEvent` hears it. A listener that throws ends the run with its error.
 *
 * - `run`: the first event; `input` is what the entry gets
 * - `start`: a node is about to be called with `input`
 * - `success`: it returned `result` (its own input where it returned undefined)
 * - `route`: a router has decided; its `success` comes before
 * - `item`: a loop starts its body with `payload`, the item at `position`, from 0; its `success` comes before
 * - `failed`: it, its input, its outputs or its decision threw; what follows is up to its policy
 * - `retry`: an attempt failed and another one follows after `delay` milliseconds
 * - `waiting`: the run is over, and a join still waits: `arrived` are the parents that came, `missing` the groups of
 *   parents without an arrival
 * - `end`: the last event; `error` is there where the run failed or was aborted
 */
export type FlowEvent =
  | { readonly type: "run"; readonly flow: string; readonly input: unknown }
  | NodeEvent<"start", { readonly input: unknown }>
  | NodeEvent<"success", { readonly result: unknown }>
  | NodeEvent<"route", { readonly routes: readonly RoutingRecord[] }>
  | NodeEvent<"item", { readonly position: number; readonly payload: unknown }>
  | NodeEvent<"failed", { readonly error: unknown }>
  | NodeEvent<"retry", { readonly attempt: number; readonly delay: number; readonly error: unknown }>
  | {
      readonly type: "waiting";
      readonly nodeId: string;
      readonly arrived: readonly string[];
      readonly missing: readonly (readonly string[])[];
    }
  | { readonly type: "end"; readonly error?: unknown };

type NodeEvent<Type extends string, More> = More & {
  readonly type: Type;
  readonly nodeId: string;
  /** Which run of the node this is, counted from 1. */
  readonly visit: number;
  /** Position of the innermost loop's item, from 0. */
  readonly index: number | undefined;
};
