import { constantValue } from "../conditions/constant-value.js";
import type { Rule } from "../rule.js";

/** Reports a condition that always or never holds (SPEC 12). */
export const conditionConstant: Rule = ({ ast, report }) => {
  for (const { condition } of ast.nodes.flatMap(({ choices }) => choices.flatMap(({ alternatives }) => alternatives))) {
    const holds = condition === undefined ? undefined : constantValue(condition);
    if (condition === undefined || holds === undefined) continue;
    report.add({ code: "condition/constant", params: { holds }, span: condition.span });
  }
};
