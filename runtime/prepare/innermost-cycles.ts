import type { CycleSpec, FlowSpec } from "../flow-spec.js";

/** A cycle in the tree of cycles. */
export interface NestedCycle {
  readonly header: string;
  /** The innermost cycle around this one. */
  readonly around: NestedCycle | undefined;
}

/** Returns the innermost cycle that contains each node, keyed by node id. For a header, this is its own cycle. */
export function innermostCycles({ cycles = [] }: Pick<FlowSpec, "cycles">): ReadonlyMap<string, NestedCycle> {
  const outerOf = new Map(cycles.map(({ header }) => [header, [] as CycleSpec[]]));
  for (const cycle of cycles) for (const id of cycle.members) outerOf.get(id)?.push(cycle);
  const innermost = new Map<string, NestedCycle>();
  const waiting = new Set(cycles);
  // Outer cycles come first, so that inner ones replace them.
  const place = (cycle: CycleSpec): void => {
    if (!waiting.delete(cycle)) return;
    const { header, members } = cycle;
    outerOf.get(header)?.forEach(place);
    const nested = { header, around: innermost.get(header) };
    for (const id of [header, ...members]) innermost.set(id, nested);
  };
  cycles.forEach(place);
  return innermost;
}

/** Whether a cycle is the one with this header, or is inside it. */
export function isWithin(cycle: NestedCycle | undefined, header: string): boolean {
  let outer = cycle;
  while (outer !== undefined && outer.header !== header) outer = outer.around;
  return outer !== undefined;
}
