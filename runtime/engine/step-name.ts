import { FlowError } from "../flow-error.js";

/**
 * Returns the name of a visit of a node, such as `price#1` (SPEC 13). It must never change, since records of runs
 * contain it. `parseSteps` reads it.
 */
export function stepName(nodeId: string, visit: number): string {
  return `${nodeId.replace(/[%/#@]/g, encodeURIComponent)}#${visit}`;
}

/**
 * Returns the id of a run: the option `id`, or a UUID that is created on first use (SPEC 7).
 *
 * @throws FlowError `run/option` if there is neither
 */
export function runIdOf(run: { id: string | undefined }): string {
  const id = knownIdOf(run);
  if (id !== undefined) return id;
  throw new FlowError("run/option", "`meta.key` needs the option `id`: there is no `crypto.randomUUID`");
}

/** Same as `runIdOf`, but undefined if there is neither. */
export function knownIdOf(run: { id: string | undefined }): string | undefined {
  const { crypto } = globalThis as { readonly crypto?: { randomUUID?(): string } };
  return (run.id ??= crypto?.randomUUID?.());
}
