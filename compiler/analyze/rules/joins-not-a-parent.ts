import { allReferences } from "../../reference-uses.js";
import { misspeltKey } from "../misspelt-key.js";
import type { Rule } from "../rule.js";

/** Reports `$joins.join.x` if `x` is not a parent that the join waits for. */
export const joinsNotAParent: Rule = ({ ast, facts, report, nameOf }) => {
  for (const reference of allReferences(ast)) {
    const [first, second] = reference.path;
    if (reference.scope !== "joins" || first === undefined || second === undefined) continue;
    const groups = facts.arrivals[facts.graph.indexOf.get(String(first.value)) ?? -1] ?? [];
    const parents = groups.flat().map(({ node }) => nameOf(node));
    const id = String(second.value);
    if (groups.length < 2 || parents.includes(id)) continue;
    const { closest, ...rest } = misspeltKey(second, parents);
    const params = { id, join: String(first.value), parents, closest };
    report.add({ code: "joins/not-a-parent", params, span: second.span, ...rest });
  }
};
