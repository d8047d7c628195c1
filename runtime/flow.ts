import type { FlowDescription } from "./prepare/describe.js";
import type { NoRoute, Route } from "./route.js";
import type { RunOptions } from "./run-options.js";
import type { NoPromise } from "./wiring.js";

/** Arguments of `run`: what the flow needs is required, the rest is not. */
export type RunArguments<Start, In> = undefined extends In
  ? {} extends Start
    ? [context?: Start, input?: In, options?: RunOptions]
    : [context: Start, input?: In, options?: RunOptions]
  : [context: Start, input: In, options?: RunOptions];

/** A flow, as generated modules export it. */
export interface Flow<Context, Start = {}, In = unknown> {
  readonly name: string;
  /**
   * Runs the flow (SPEC 5 to 8). Mutates the context and promises it. Rejects with the first error that no policy
   * takes, as it was thrown, or with the reason of an abort.
   */
  run(...args: RunArguments<Start, In>): Promise<Context & Start>;
  /** Name, description and nodes as plain data. */
  describe(): FlowDescription;
}

/** A flow none of whose callables answers with a promise. */
export interface SyncFlow<Context, Start = {}, In = unknown> extends Flow<Context, Start, In> {
  /** As `run`, and returns the context itself. A callable that answers with a promise after all is a `FlowError`. */
  runSync(...args: RunArguments<Start, In>): Context & Start;
}

/**
 * `SyncFlow` unless one of the callables (a union of their types) may return a promise. A fault, which no flow is, where one
 * may return a `route()`: routers are not among them as they are, but as what `Rule` makes of them.
 */
export type FlowOf<Callables, Context, Start = {}, In = unknown> = [Callables] extends [(...args: never) => Data]
  ? SyncFlow<Context, Start, In>
  : [Callables] extends [(...args: never) => Data | PromiseLike<Data>]
    ? Flow<Context, Start, In>
    : [RoutesOf<Callables>] extends [never]
      ? [Callables] extends [(...args: never) => NoPromise]
        ? SyncFlow<Context, Start, In>
        : Flow<Context, Start, In>
      : Misrouted;

/** What is certainly no promise, no decision and no list of decisions. One test of all callables is cheaper than one of each. */
type Data =
  | (object &
      NoRoute & { readonly then?: never; readonly slice?: (...args: never) => readonly (NoRoute | Primitive)[] })
  | Primitive;
type Primitive = string | number | bigint | boolean | symbol | null | undefined | void;

type RoutesOf<F> = F extends (...args: never) => infer R ? RouteIn<R extends PromiseLike<infer V> ? V : R> : never;
type RouteIn<V> = 0 extends 1 & V ? never : Extract<V extends readonly (infer E)[] ? E : V, Route>;

interface Misrouted {
  readonly fault: "a node that is no RoutingNode returns a route()";
}

/** What `defineFlow` makes: no fault of `FlowOf`. */
export type NoFault = object & { readonly fault?: never };

/** What a router's callable is to `FlowOf`: whether it may return a promise. */
export type Rule<F> = F extends (...args: never) => NoPromise ? () => void : () => Promise<void>;
