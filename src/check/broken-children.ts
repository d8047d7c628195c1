import type { ChildReference } from "../../compiler/child-files.js";
import { createDiagnostic } from "../../compiler/diagnostics/create-diagnostic.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { firstFaults } from "../../compiler/first-faults.js";
import { isError } from "../base/is-error.js";

interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  /** The flows that it runs. */
  readonly runs: readonly ChildReference[];
}

/**
 * Adds to the findings in flows what only types say about the flows that they run: an error there is an error at each
 * reference (SPEC 13). `build` does not see it, so the flow that runs it has a plan, and no flow contains itself.
 *
 * @param checked keyed by name, as are the results
 * @param found what is known about all other flows
 * @param judge gives findings the severities that the configuration sets
 */
export function addBrokenChildren(
  checked: ReadonlyMap<string, Checked>,
  found: (flow: string) => readonly Diagnostic[],
  judge: (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[],
): ReadonlyMap<string, readonly Diagnostic[]> {
  const all = new Map<string, readonly Diagnostic[]>();
  const findingsIn = (name: string): readonly Diagnostic[] => {
    const flow = checked.get(name);
    if (flow === undefined) return found(name);
    // A reference that has an error itself, such as one of a flow that contains itself, has one finding.
    const isFree = ({ span }: ChildReference): boolean =>
      !flow.diagnostics.some((one) => isError(one) && one.span.start.offset === span.start.offset);
    const known = all.get(name) ?? [...flow.diagnostics, ...judge(flow.runs.filter(isFree).flatMap(brokenAt))];
    all.set(name, known);
    return known;
  };
  const brokenAt = ({ file, span }: ChildReference): Diagnostic[] => {
    const errors = findingsIn(file).filter(isError);
    if (errors.length === 0) return [];
    const params = { file, errors: errors.length };
    return [createDiagnostic({ code: "flow/child-broken", params, span, related: firstFaults(errors) })];
  };
  for (const name of checked.keys()) findingsIn(name);
  return all;
}
