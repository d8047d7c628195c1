import { checkSharedReads } from "../shared-reads.js";
import type { Rule } from "../rule.js";

/**
 * Reports a read of what the same loop's body writes to a shared place, if the flow declares a concurrency above 1:
 * items run concurrently, so what the reader finds may come from another item (SPEC 10).
 */
export const loopSharedRead: Rule = (context) => {
  const { ast, scopes, beside, writeSites, report, nameOf } = context;
  if ((ast.concurrency?.value ?? 1) <= 1 || scopes.loops.length === 0) return;
  checkSharedReads(context, ({ node, span, text, place }) => {
    for (const loop of beside.loopsOf(node)) {
      const writer = writeSites(place).find((site) => beside.itemsOverlapIn(node, site.node) === loop)?.node;
      if (writer === undefined) continue;
      const params = { text, writer: nameOf(writer), loop: nameOf(loop) };
      const related = [{ message: "each item writes it here", span: ast.nodes[writer]?.id.span ?? span }];
      report.add({ code: "loop/shared-read", params, span, related });
      return;
    }
  });
};
