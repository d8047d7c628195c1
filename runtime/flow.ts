import type { FlowDescription } from "./plan/describe.js";
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

/** `SyncFlow` unless one of the callables (a union of their types) may return a promise. */
export type FlowOf<Callables, Context, Start = {}, In = unknown> = [Callables] extends [(...args: never) => NoPromise]
  ? SyncFlow<Context, Start, In>
  : Flow<Context, Start, In>;
