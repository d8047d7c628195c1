import { enqueue } from "../engine/queue.js";
import { type Arrival, type Edge, PreparedNode } from "../engine/state.js";
import type { Equipped, Feature } from "../flow-spec.js";
import { innermostCycles } from "../prepare/innermost-cycles.js";
import { enterCycle, nextPass } from "./passes.js";

/** Cycles (SPEC 2): every start of a header begins a pass, and an edge that leaves the cycle leaves the pass. */
export const cycleSupport: Feature = { name: "cycleSupport", copy: PreparedNode, equip };

function equip({ spec, nodeOf }: Equipped): void {
  const innermost = innermostCycles(spec);
  for (const { header } of spec.cycles ?? []) nodeOf(header).openPass = enterCycle;
  for (const { id, kind } of spec.nodes) {
    const { edges, goto } = nodeOf(id);
    for (const edge of goto === undefined ? edges : [...edges, goto]) {
      const to = edge.target.id;
      const entered = innermost.get(to);
      // An item is inside the pass of its loop, so the edge to the body leaves no pass. An edge to a header begins a
      // new pass of its cycle.
      const stays = entered?.header === to ? entered.around : entered;
      const isItem = kind === "loop" && edge === edges[0];
      let leaves = 0;
      let isBack = false;
      for (let cycle = isItem ? undefined : innermost.get(id); cycle && cycle !== stays; cycle = cycle.around) {
        leaves += 1;
        isBack ||= cycle.header === to;
      }
      if (leaves > 0 || edge.target.openPass !== undefined) edge.arrive = moved(edge, leaves, isBack);
    }
  }
}

/** The arrival over an edge that leaves passes, begins the next one, or enters a cycle. */
function moved(edge: Edge, leaves: number, isBack: boolean): Arrival {
  const { target } = edge;
  return (run, payload, iteration) => {
    let pass = iteration;
    let around = iteration;
    for (let left = leaves; left > 0; left -= 1) {
      pass = around;
      around = around.parent ?? around;
    }
    if (isBack) nextPass(run, target, payload, pass);
    else if (edge.gather !== undefined) edge.gather(run, payload, around);
    else enqueue(run, target.alone, payload, target.openPass?.(around) ?? around);
  };
}
