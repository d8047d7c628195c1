import { allReferences } from "../../reference-uses.js";
import { misspeltKey } from "../misspelt-key.js";
import type { Rule } from "../rule.js";

/** Reports `$payload.x` if `x` is not a node and nothing writes it. */
export const payloadUnknownNode: Rule = ({ ast, report }) => {
  const written = ast.nodes.flatMap(({ outputs }) =>
    outputs.flatMap(({ target }) => (target.scope === "payload" ? [String(target.path[0]?.value)] : [])),
  );
  const known = new Set([...ast.nodes.map(({ id }) => id.value), ...written]);
  for (const reference of allReferences(ast)) {
    const [first] = reference.path;
    if (reference.scope !== "payload" || first === undefined || known.has(String(first.value))) continue;
    const id = String(first.value);
    const { closest, ...rest } = misspeltKey(first, known);
    report.add({ code: "payload/unknown-node", params: { id, closest }, span: first.span, ...rest });
  }
};
