import { checkSharedReads } from "../shared-reads.js";
import type { Rule } from "../rule.js";

/**
 * Reports a read of what a node in a cycle writes, if the flow declares a concurrency above 1 and passes can overlap:
 * what the reader finds may come from another pass (SPEC 10).
 */
export const cycleSharedRead: Rule = (context) => {
  const { ast, facts, racing, beside, writeSites, report, nameOf } = context;
  if ((ast.concurrency?.value ?? 1) <= 1 || facts.cycles.length === 0) return;
  checkSharedReads(context, ({ node, span, text, place }) => {
    for (const { node: writer, scope } of writeSites(place)) {
      // Items of a loop share even more than passes do, which has already been reported.
      if (beside.itemsOverlapIn(node, writer) !== undefined) continue;
      const arriving =
        scope === "joins" ? (facts.arrivals[writer] ?? []).flat().map((parent) => parent.node) : [writer];
      const cycle = arriving.map((other) => racing.cycleOf(other, node)).find((header) => header !== undefined);
      if (cycle === undefined) continue;
      const params = { text, writer: nameOf(writer), header: nameOf(cycle) };
      const related = [{ message: "each pass writes it here", span: ast.nodes[writer]?.id.span ?? span }];
      report.add({ code: "cycle/shared-read", params, span, related });
      return;
    }
  });
};
