/** One visit of a node, as the name of a step says it. */
export interface StepPart {
  readonly nodeId: string;
  /** Which run of the node this is, counted from 1. */
  readonly visit: number;
  /** Which attempt of this visit this is, counted from 1. Absent in the last part of a `meta.key`. */
  readonly attempt?: number;
}

/**
 * Reads the name of a step (SPEC 13), such as `enrich#1@1/geo#1@2`: the node, and the nodes around it that run flows, outermost first.
 * Undefined if the text is not such a name.
 */
export function parseSteps(name: string): readonly StepPart[] | undefined {
  const parts = name.split("/").map(partOf);
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function partOf(text: string): StepPart | undefined {
  const [, id, visit, attempt] = /^([^#@]+)#([1-9]\d*)(?:@([1-9]\d*))?$/.exec(text) ?? [];
  if (id === undefined) return undefined;
  try {
    const step = { nodeId: decodeURIComponent(id), visit: Number(visit) };
    return attempt === undefined ? step : { ...step, attempt: Number(attempt) };
  } catch {
    // A `%` that encodes nothing.
    return undefined;
  }
}
