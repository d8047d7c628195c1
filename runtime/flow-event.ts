import type { RoutingRecord } from "./flow-context.js";

/**
 * What happens in a run, in order, as passed to `onEvent`. If the listener throws, the run ends with its error.
 *
 * - `run`: the first event; `input` is what the entry gets
 * - `start`: a node is about to be called with `input`
 * - `success`: the node returned `result` (its own input if it returned undefined)
 * - `route`: a router has decided; comes after its `success`
 * - `item`: a loop starts its body with `payload`, the item at `position`, counted from 0; comes after its `success`
 * - `failed`: the node, its input, its outputs or its decision threw; its policy determines what follows
 * - `retry`: an attempt failed and another one follows after `delay` milliseconds
 * - `waiting`: the run is over and a join still waits: `arrived` are the parents that arrived, `missing` the groups of
 *   parents without an arrival
 * - `end`: the last event; `error` is set if the run failed or was aborted
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
  /** Position of the item in the innermost loop, counted from 0; undefined outside of loops. */
  readonly index: number | undefined;
};
