import type { Route } from "./route.js";

/** The third argument of every callable. */
export interface Meta {
  readonly nodeId: string;
  /** Which run of the node this is, counted from 1. */
  readonly visit: number;
  /** Which attempt of this visit this is, counted from 1. */
  readonly attempt: number;
  /** Position of the item in each loop around the node, counted from 0, outermost loop first; empty outside of loops. */
  readonly index: readonly number[];
  /**
   * An idempotency key, `<run id>/<node id>#<visit>`: the same for all attempts of a visit. The run id is the option
   * `id`, or else a fresh UUID. In the node's id, `%`, `/`, `#` and `@` are percent-encoded. In a flow that a node runs, the steps
   * around it come first: `<run id>/enrich#1@1/geo#1`.
   */
  readonly key: string;
  /**
   * Aborted when the run is aborted, when the attempt takes too long, or when a callable that runs concurrently fails.
   */
  readonly signal: AbortSignal;
}

/**
 * What a user's node class is constructed with, once, when the flow is defined. The `config` of the flow file is
 * checked against `Config`: `NodeOptions<{ base: string }>`.
 */
export interface NodeOptions<Config = Readonly<Record<string, unknown>>> {
  readonly id: string;
  /** Label for people; the id if the flow gives none. */
  readonly name: string;
  /** `config` of the flow file; empty if it has none. */
  readonly config: Config;
}

/** A node class of your own: `class Http implements Node<Url, Page>`. */
export interface Node<In = unknown, Out = unknown, Context = unknown> {
  run(payload: In, context: Context, meta: Meta): Out | PromiseLike<Out>;
}

/** A router class of your own. */
export interface RoutingNode<In = unknown, Out extends Routing = Routing, Context = unknown> {
  run(payload: In, context: Context, meta: Meta): Out | PromiseLike<Out>;
}

type AnyRoute = Route<string, unknown>;

/** Everything that a routing rule may return (SPEC 5). */
export type Routing =
  AnyRoute | string | readonly (AnyRoute | string)[] | { readonly [target: string]: unknown } | null | undefined | void;
