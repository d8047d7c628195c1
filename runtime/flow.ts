import type { FlowDescription } from "./flow-description.js";
import type { NoRoute, Route } from "./route.js";
import type { RunOptions } from "./run-options.js";
import type { NoPromise } from "./wiring.js";

/** Arguments of `run`: what the flow needs is required, the rest is optional. */
export type RunArguments<Start, In> = undefined extends In
  ? {} extends Start
    ? [context?: Start, input?: In, options?: RunOptions]
    : [context: Start, input?: In, options?: RunOptions]
  : [context: Start, input: In, options?: RunOptions];

/** Arguments of `call`: the input, which is required if the flow needs one, and options. */
export type CallArguments<Start, In> = {} extends Start
  ? undefined extends In
    ? [input?: In, options?: RunOptions]
    : [input: In, options?: RunOptions]
  : [fault: NeedsContext];

interface NeedsContext {
  readonly fault: "the flow reads from its caller's context: use run()";
}

declare const outputOf: unique symbol;
/** As the `Out` of a flow: it gives what the node `Id` returned. Its type is only looked up where a program calls the flow. */
export interface OutputOf<Id extends string> {
  readonly [outputOf]: Id;
}

/** What a call gives. */
type Given<Left, Out> = unknown extends Out
  ? Out
  : [Out] extends [OutputOf<infer Id>]
    ? Left extends { readonly payloads: infer Payloads }
      ? Payloads[Id & keyof Payloads]
      : never
    : Out;

/** A flow, as generated modules export it. `Left` is the type of the context after a run, `Out` that of its output. */
export interface Flow<Left, Start = {}, In = unknown, Out = undefined> {
  readonly name: string;
  /**
   * Runs the flow (SPEC 5 to 8). Mutates the context and resolves to it; its `payloads` have the results of the nodes.
   * Rejects with the first error that no policy handles, exactly as it was thrown, or with the reason of an abort.
   */
  run(...args: RunArguments<Start, In>): Promise<Left & Start>;
  /**
   * Runs the flow with a fresh context and resolves to its output (SPEC 13). A flow that reads from its caller's context has
   * to be run instead.
   */
  call(...args: CallArguments<Start, In>): Promise<Given<Left, Out>>;
  /** Returns the name, the description and the nodes as plain data. */
  describe(): FlowDescription;
}

/** A flow where no callable returns a promise. */
export interface SyncFlow<Left, Start = {}, In = unknown, Out = undefined> extends Flow<Left, Start, In, Out> {
  /** Same as `run`, but returns the context itself. Throws a `FlowError` if a callable returns a promise after all. */
  runSync(...args: RunArguments<Start, In>): Left & Start;
  /** Same as `call`, but returns the output itself. */
  callSync(...args: CallArguments<Start, In>): Given<Left, Out>;
}

/**
 * `SyncFlow`, or `Flow` if one of the callables (a union of their types) may return a promise. If one may return a
 * `route()`, the type is a fault, which is not a flow. Routers are passed as `Rule` of their types, so their routes are
 * no fault.
 */
export type FlowOf<Callables, Left, Start = {}, In = unknown, Out = undefined> = [Callables] extends [
  (...args: never) => Data,
]
  ? SyncFlow<Left, Start, In, Out>
  : [Callables] extends [(...args: never) => Data | PromiseLike<Data>]
    ? Flow<Left, Start, In, Out>
    : [RoutesOf<Callables>] extends [never]
      ? [Callables] extends [(...args: never) => NoPromise]
        ? SyncFlow<Left, Start, In, Out>
        : Flow<Left, Start, In, Out>
      : Misrouted;

/**
 * What is certainly not a promise, a decision or a list of decisions. One test of all callables together is cheaper
 * than one test of each.
 */
type Data =
  | (object &
      NoRoute & { readonly then?: never; readonly slice?: (...args: never) => readonly (NoRoute | Primitive)[] })
  | Primitive;
type Primitive = string | number | bigint | boolean | symbol | null | undefined | void;

type RoutesOf<F> = F extends (...args: never) => infer R ? RouteIn<R extends PromiseLike<infer V> ? V : R> : never;
type RouteIn<V> = 0 extends 1 & V ? never : Extract<V extends readonly (infer E)[] ? E : V, Route<string, unknown>>;

interface Misrouted {
  readonly fault: "a node that is no RoutingNode returns a route()";
}

/** What `defineFlow` can create: anything but a fault of `FlowOf`. */
export type NoFault = object & { readonly fault?: never };

/** Replaces the type of a router's callable in `FlowOf`: says only whether it may return a promise. */
export type Rule<F> = F extends (...args: never) => NoPromise ? () => void : () => Promise<void>;
