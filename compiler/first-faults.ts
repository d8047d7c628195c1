import type { Diagnostic, Related } from "./diagnostics/diagnostic.js";

/** A flow with many errors is opened to correct it: the first ones say where to begin. */
const mostFaults = 3;

/** The first errors in a flow, for the finding at a node that runs it. An error in a flow that it runs itself counts where it is. */
export function firstFaults(errors: readonly Diagnostic[]): readonly Related[] {
  const faults = errors.flatMap(({ code, message, span, related }): readonly Related[] =>
    code === "flow/child-broken" && related.length > 0 ? related : [{ message, span }],
  );
  const found = new Map(
    faults.map((fault) => [JSON.stringify([fault.span.file, fault.span.start, fault.message]), fault]),
  );
  return [...found.values()].slice(0, mostFaults);
}
