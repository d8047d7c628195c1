import { FlowError } from "../flow-error.js";
import type { FlowSpec } from "../flow-spec.js";
import { successorsOf } from "./describe.js";
import { innermostCycles, isWithin } from "./innermost-cycles.js";

/**
 * @throws FlowError `define/cycle` if two cycles have the same header or overlap, or if a cycle is entered at another
 * node than its header
 */
export function checkCycles(spec: FlowSpec): void {
  const headers = new Set<string>();
  const fault = (what: string): FlowError => new FlowError("define/cycle", `Flow \`${spec.name}\` ${what}`);
  for (const { header } of spec.cycles ?? []) {
    if (headers.has(header)) throw fault(`has two cycles of header \`${header}\``);
    headers.add(header);
  }
  const innermost = innermostCycles(spec);
  for (const { header, members } of spec.cycles ?? []) {
    const other = members.find((id) => !isWithin(innermost.get(id), header));
    if (other === undefined) continue;
    const names = `\`${header}\` and \`${innermost.get(other)?.header ?? ""}\``;
    throw fault(`has cycles ${names} that share \`${other}\`, but neither is inside the other`);
  }
  const enteredBeside = (from: string | undefined, to: string): string | undefined => {
    const inside = from === undefined ? undefined : innermost.get(from);
    const own = innermost.get(to);
    // A header may be entered from outside its own cycle, but not from outside the cycles around that.
    const entered = own?.header === to ? own.around : own;
    return entered === undefined || isWithin(inside, entered.header) ? undefined : entered.header;
  };
  const around = enteredBeside(undefined, spec.entry);
  if (around !== undefined) throw fault(`starts inside the cycle of \`${around}\``);
  const failing = reachedWithoutHandler(spec);
  for (const node of spec.nodes) {
    const onError = node.policy?.onError ?? (failing.has(node.id) ? spec.policy?.onError : undefined);
    const targets = typeof onError === "object" ? [...successorsOf(node), onError.goto] : successorsOf(node);
    for (const to of targets) {
      const header = enteredBeside(node.id, to);
      if (header === undefined) continue;
      throw fault(`has an edge \`${node.id} >> ${to}\` that enters the cycle of \`${header}\` past its header`);
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
