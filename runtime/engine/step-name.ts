import { FlowError } from "../flow-error.js";

/** The name of a visit of a node: `price#1` (SPEC 13). It never changes, since records of runs hold it. */
export function stepName(nodeId: string, visit: number): string {
  return `${nodeId.replace(/[%/#@]/g, encodeURIComponent)}#${visit}`;
}

/**
 * The id of a run: the option `id`, else a UUID that is made when it is first asked for (SPEC 7).
 *
 * @throws FlowError `run/option` where there is neither
 */
export function runIdOf(run: { id: string | undefined }): string {
  return (run.id ??= uuid());
}

function uuid(): string {
  const { crypto } = globalThis as { readonly crypto?: { randomUUID?(): string } };
  const made = crypto?.randomUUID?.();
  if (made !== undefined) return made;
  throw new FlowError("run/option", "`meta.key` needs the option `id` where there is no `crypto.randomUUID`");
}
