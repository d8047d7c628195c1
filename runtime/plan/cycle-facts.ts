import { FlowError } from "../flow-error.js";
import type { FlowSpec } from "../spec.js";

/** What the cycles of a flow say about an edge. */
export interface CycleFacts {
  /** Whether the edge leads from a member of a cycle to its header. */
  isBackEdge(from: string, to: string): boolean;
  /** How many cycles' passes an arrival over the edge leaves behind: of those it goes out of, and of those it begins anew. */
  leftBy(from: string, to: string): number;
  /** Header of a cycle that the edge enters at another node; undefined where there is none. */
  enteredBeside(from: string, to: string): string | undefined;
}

interface Cycle {
  readonly header: string;
  readonly members: ReadonlySet<string>;
}

/** @throws FlowError `define/cycle` where two cycles have one header, or the entry lies inside of one */
export function cycleFacts(spec: FlowSpec): CycleFacts {
  const cyclesOf = new Map<string, Cycle[]>();
  const headers = new Set<string>();
  for (const { header, members } of spec.cycles ?? []) {
    if (headers.has(header)) {
      throw new FlowError("define/cycle", `Flow \`${spec.name}\` has two cycles of header \`${header}\``);
    }
    headers.add(header);
    const cycle: Cycle = { header, members: new Set([header, ...members]) };
    for (const member of cycle.members) cyclesOf.set(member, [...(cyclesOf.get(member) ?? []), cycle]);
  }
  const cycles = (id: string): readonly Cycle[] => cyclesOf.get(id) ?? [];
  const around = cycles(spec.entry).find((cycle) => cycle.header !== spec.entry);
  if (around !== undefined) {
    throw new FlowError("define/cycle", `Flow \`${spec.name}\` starts inside the cycle of \`${around.header}\``);
  }
  return {
    isBackEdge: (from, to) => cycles(from).some((cycle) => cycle.header === to),
    leftBy: (from, to) => cycles(from).filter((cycle) => cycle.header === to || !cycle.members.has(to)).length,
    enteredBeside: (from, to) => cycles(to).find((cycle) => cycle.header !== to && !cycle.members.has(from))?.header,
  };
}
