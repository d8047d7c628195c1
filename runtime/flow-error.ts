/** Where in a flow an error belongs. */
export interface FlowPlace {
  readonly nodeId?: string | undefined;
  /** `<flow file>:<line>:<column>`. */
  readonly at?: string | undefined;
}

/** An error of a flow itself, not of what a callable does: `code` is stable, the message is for people (SPEC 8). */
export class FlowError extends Error {
  override readonly name = "FlowError";
  /** `define/…`: the table of the flow is wrong; `run/…`: a run cannot go on. */
  readonly code: string;
  readonly nodeId: string | undefined;
  /** `<flow file>:<line>:<column>` of the node. */
  readonly at: string | undefined;

  constructor(code: string, message: string, place: FlowPlace & { readonly cause?: unknown } = {}) {
    super(message, place);
    this.code = code;
    this.nodeId = place.nodeId;
    this.at = place.at;
  }
}

/** Gives a `FlowError` that names no node, as value helpers throw it, the node that was running. */
export function locate(error: unknown, place: FlowPlace): void {
  try {
    if (error instanceof FlowError && error.nodeId === undefined) Object.assign(error, place);
  } catch {
    // What was thrown is frozen, or a proxy that refuses to be asked.
  }
}
