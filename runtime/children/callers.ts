import type { Owner } from "../engine/call-meta.js";

/** The step of a run that runs a flow. */
export interface Caller {
  readonly run: Owner;
  /** Such as `enrich#1@1`. */
  readonly step: string;
}

/** Who runs a flow as one of its nodes, keyed by the signal that the flow is run with. */
export const callers = new WeakMap<AbortSignal, Caller>();
