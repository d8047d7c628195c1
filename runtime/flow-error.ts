/** The place in a flow that an error refers to. */
export interface FlowPlace {
  readonly nodeId?: string | undefined;
  /** `<flow file>:<line>:<column>`. */
  readonly at?: string | undefined;
}

/**
 * An error of the flow itself, not one that a callable throws. `code` is stable, the message is for people (SPEC 8).
 */
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

/** Adds the node that was running to a `FlowError` that names no node, such as those of the value helpers. */
export function locate(error: unknown, place: FlowPlace): void {
  try {
    if (error instanceof FlowError && error.nodeId === undefined) Object.assign(error, place);
  } catch {
    // The error is frozen, or a proxy that throws.
  }
}
