import type { Report } from "../diagnostics/report.js";
import { isConditional } from "./is-conditional.js";
import type { GraphFacts } from "./facts/graph-facts.js";

/** Reports cycles that are entered at more than one node (SPEC 2), and plain nodes with an edge to themselves. */
export function checkCycles({ graph, irreducible }: GraphFacts, report: Report): void {
  const names = (nodes: readonly number[]): string[] => nodes.map((node) => graph.nodes[node]?.id.value ?? "");
  for (const { edge, members, entries } of irreducible) {
    const params = { members: names(members), entries: names(entries) };
    report.add({ code: "cycle/two-entries", params, span: edge.span });
  }
  for (const { from, to, span } of graph.edges.flat()) {
    const node = graph.nodes[from];
    if (from !== to || node === undefined || node.type.kind !== "function") continue;
    // A condition can leave the edge to itself.
    if (isConditional(node, node.id.value)) continue;
    report.add({ code: "edge/self-on-plain-node", params: { id: node.id.value }, span });
  }
}
