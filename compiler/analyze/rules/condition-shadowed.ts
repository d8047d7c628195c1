import type { AlternativePlan, ConditionPlan } from "../../plan.js";
import { constantValue } from "../conditions/constant-value.js";
import { implies } from "../conditions/implies.js";
import { conditionKey } from "../conditions/condition-key.js";
import type { Rule, RuleContext } from "../rule.js";

/** Reports an alternative that is never taken, since one before it holds wherever this one does (SPEC 12). */
export const conditionShadowed: Rule = (context) => {
  for (const { alternatives } of context.ast.nodes.flatMap(({ choices }) => choices)) {
    const before: Asked[] = [];
    for (const alternative of alternatives) {
      const { condition } = alternative;
      // A constant condition is another finding.
      if (condition === undefined || constantValue(condition) !== undefined) continue;
      reportHidden({ condition, alternative }, before, context);
      before.push({ condition, alternative });
    }
  }
};

interface Asked {
  readonly condition: ConditionPlan;
  readonly alternative: AlternativePlan;
}

function reportHidden({ condition }: Asked, before: readonly Asked[], { report }: RuleContext): void {
  const by = before.find((earlier) => implies(condition, earlier.condition));
  if (by === undefined) return;
  const params = { condition: by.alternative.reason.replace(/^when\s*/u, "") };
  const related = [{ message: "this alternative is taken instead", span: by.alternative.span }];
  const isSame = conditionKey(condition) === conditionKey(by.condition);
  report.add({ code: isSame ? "condition/repeated" : "condition/shadowed", params, span: condition.span, related });
}
