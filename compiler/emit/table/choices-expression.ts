import type { AlternativePlan, ChoicePlan, ConditionPlan, NodePlan } from "../../plan.js";
import { afterNode } from "../types/after-node.js";
import type { EmitScope } from "../types/emit-scope.js";
import { askedType } from "../types/narrowed-type.js";
import { successType } from "../types/success-type.js";
import { unknownType } from "../types/type-node.js";
import { viewType } from "../types/view-type.js";
import { conditionExpression } from "./condition-expression.js";
import { type Entry, type Expression, list, literal, object, type Parameter } from "./expression.js";
import { conditionReferences, hasResult } from "./value-expression.js";

/** Returns the `choices` of a node: `[[{ to: ["publish"], reason: "when …", when: (result) => … }, …], …]`. */
export function choicesExpression(scope: EmitScope, node: NodePlan): Expression {
  return list(node.choices.map((choice) => choiceExpression(scope, node, choice)));
}

function choiceExpression(scope: EmitScope, node: NodePlan, choice: ChoicePlan): Expression {
  return list(
    choice.alternatives.map(({ condition, reason, targets }, position) => {
      const entries: Entry[] = [
        { key: "to", value: list(targets.map(literal)) },
        { key: "reason", value: literal(reason) },
      ];
      if (condition === undefined) return object(entries);
      const before = choice.alternatives.slice(0, position);
      return object([...entries, { key: "when", value: whenExpression(scope, node, { condition, before }) }]);
    }),
  );
}

interface Asked {
  readonly condition: ConditionPlan;
  /** The alternatives that did not hold. */
  readonly before: readonly AlternativePlan[];
}

/** Returns `(result: Results["review"], context: …) => …`, without the parameters that the condition does not read. */
function whenExpression(scope: EmitScope, node: NodePlan, { condition, before }: Asked): Expression {
  const references = conditionReferences(condition);
  const after = afterNode(node);
  const isAsked = hasResult(condition);
  const result: Parameter = isAsked
    ? { name: "result", type: askedType(successType(scope, node), before) }
    : { name: "_result", type: unknownType };
  const context: Parameter[] =
    references.length === 0
      ? []
      : [{ name: "context", type: viewType({ ...scope, circular: new Set() }, after, references) }];
  return {
    kind: "arrow",
    parameters: isAsked || context.length > 0 ? [result, ...context] : [],
    returns: undefined,
    body: conditionExpression({ index: scope, node: after }, condition),
  };
}
