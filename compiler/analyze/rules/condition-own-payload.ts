import { referenceUses } from "../../reference-uses.js";
import type { Rule } from "../rule.js";

/** Reports `$payload.review` in a condition of `review` itself: another item or pass may have written it (SPEC 17). */
export const conditionOwnPayload: Rule = ({ ast, report }) => {
  for (const node of ast.nodes) {
    if (node.choices.length === 0) continue;
    const id = node.id.value;
    for (const { reference, isAfter } of referenceUses(node)) {
      const [first] = reference.path;
      if (!isAfter || reference.scope !== "payload" || String(first?.value) !== id || first === undefined) continue;
      const span = { ...reference.span, end: first.span.end };
      const fix = { title: "Read `$result`", edits: [{ span, text: "$result" }] };
      report.add({ code: "condition/own-payload", params: { id }, span, fix });
    }
  }
};
