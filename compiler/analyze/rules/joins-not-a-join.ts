import { allReferences } from "../../reference-uses.js";
import { misspeltKey } from "../misspelt-key.js";
import type { Rule } from "../rule.js";

/** Reports `$joins.x` if `x` is not a join and nothing writes it. */
export const joinsNotAJoin: Rule = ({ ast, facts, report, nameOf }) => {
  const joins = [...ast.nodes.keys()].filter((node) => (facts.arrivals[node]?.length ?? 0) > 1).map(nameOf);
  const written = ast.nodes.flatMap(({ outputs }) =>
    outputs.flatMap(({ target }) => (target.scope === "joins" ? [String(target.path[0]?.value)] : [])),
  );
  const known = new Set([...joins, ...written]);
  for (const reference of allReferences(ast)) {
    const [first] = reference.path;
    if (reference.scope !== "joins" || first === undefined || known.has(String(first.value))) continue;
    const id = String(first.value);
    const isNode = ast.nodes.some((node) => node.id.value === id);
    const { closest, ...rest } = misspeltKey(first, known);
    report.add({ code: "joins/not-a-join", params: { id, isNode, closest }, span: first.span, ...rest });
  }
};
