import { overlaps } from "../facts/places.js";
import { referenceUses } from "../../reference-uses.js";
import { hasSources } from "../../source-set.js";
import type { Rule } from "../rule.js";

/** Reports `$payload.node` if it is always undefined, since the node can only run after the reader, or has failed. */
export const payloadNotYetRun: Rule = ({ ast, facts, taken, assignment, ordering, report, nameOf }) => {
  for (const [index, node] of ast.nodes.entries()) {
    if (taken.reachable[index] !== true) continue;
    for (const { reference, isAfter } of referenceUses(node)) {
      const [first] = reference.path;
      const target = first === undefined ? undefined : facts.graph.indexOf.get(String(first.value));
      if (reference.scope !== "payload" || first === undefined || target === undefined) continue;
      const path = reference.path.map(({ value }) => value);
      const reads = isAfter ? assignment.readsAfter(index) : assignment.readsAt(index);
      const read = reads.find(({ scope, path: other }) => scope === "payload" && isSame(other, path));
      if (read === undefined || hasSources(read.sources)) continue;
      const handler = facts.graph.gotos[target]?.to;
      const hasFailed = handler !== undefined && (handler === index || ordering.isBefore(handler, index));
      const params = { id: nameOf(index), target: nameOf(target), hasFailed };
      const message = hasFailed ? "it has failed" : "it runs later, or never";
      const related = [{ message, span: ast.nodes[target]?.id.span ?? first.span }];
      report.add({ code: "payload/not-yet-run", params, span: first.span, related });
    }
  }
};

function isSame(one: readonly (string | number)[], other: readonly (string | number)[]): boolean {
  return one.length === other.length && overlaps(one, other);
}
