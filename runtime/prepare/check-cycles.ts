import { FlowError } from "../flow-error.js";
import type { FlowSpec } from "../flow-spec.js";
import { successorsOf } from "./describe.js";

interface Cycle {
  readonly header: string;
  readonly members: ReadonlySet<string>;
}

/**
 * @throws FlowError `define/cycle` if two cycles have the same header, or if a cycle is entered at another node than
 * its header
 */
export function checkCycles(spec: FlowSpec): void {
  const cyclesOf = new Map<string, Cycle[]>();
  const headers = new Set<string>();
  const fault = (what: string): FlowError => new FlowError("define/cycle", `Flow \`${spec.name}\` ${what}`);
  for (const { header, members } of spec.cycles ?? []) {
    if (headers.has(header)) throw fault(`has two cycles of header \`${header}\``);
    headers.add(header);
    const cycle: Cycle = { header, members: new Set([header, ...members]) };
    for (const member of cycle.members) cyclesOf.set(member, [...(cyclesOf.get(member) ?? []), cycle]);
  }
  const enteredBeside = (from: string | undefined, to: string): string | undefined =>
    cyclesOf.get(to)?.find(({ header, members }) => header !== to && !members.has(from ?? ""))?.header;
  const around = enteredBeside(undefined, spec.entry);
  if (around !== undefined) throw fault(`starts inside the cycle of \`${around}\``);
  const failing = reachedWithoutHandler(spec);
  for (const node of spec.nodes) {
    const onError = node.policy?.onError ?? (failing.has(node.id) ? spec.policy?.onError : undefined);
    const targets = typeof onError === "object" ? [...successorsOf(node), onError.goto] : successorsOf(node);
    for (const to of targets) {
      const header = enteredBeside(node.id, to);
      if (header === undefined) continue;
      throw fault(`has an edge \`${node.id} >> ${to}\` that enters the cycle of \`${header}\` beside its header`);
    }
  }
}

/**
 * The nodes that a run can reach without the flow's own goto, which does not handle failures of what its handler starts
 * (SPEC 7).
 */
function reachedWithoutHandler({ entry, nodes }: FlowSpec): ReadonlySet<string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const reached = new Set([entry]);
  for (const id of reached) {
    const node = byId.get(id);
    const own = node?.policy?.onError;
    for (const to of node === undefined ? [] : successorsOf(node)) reached.add(to);
    if (typeof own === "object") reached.add(own.goto);
  }
  return reached;
}
