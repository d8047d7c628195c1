import { env, read, text } from "../../runtime/index.js";
import type { CoalescePlan, ExpressionPlan, ReferencePlan, ValuePlan } from "../plan.js";
import { scopeKeys } from "../scope-keys.js";

/** Computes a value from the context. */
export type Evaluate = (context: unknown) => unknown;

/** Returns a function of the context for a value of the plan. It reads the same as the code of a generated module. */
export function evaluator(value: ValuePlan): Evaluate {
  switch (value.kind) {
    case "list": {
      const items = value.items.map(evaluator);
      return (context) => items.map((item) => item(context));
    }
    case "object": {
      const entries = value.entries.map(({ key, value: item }) => [String(key.value), evaluator(item)] as const);
      return (context) => Object.fromEntries(entries.map(([key, item]) => [key, item(context)]));
    }
    case "template": {
      const parts = value.parts.map((part) => (typeof part === "string" ? () => part : expressionEvaluator(part)));
      return (context) => text(...parts.map((part) => part(context)));
    }
    default:
      return expressionEvaluator(value);
  }
}

function expressionEvaluator(expression: ExpressionPlan): Evaluate {
  if (expression.kind === "reference") return referenceEvaluator(expression);
  if (expression.kind === "coalesce") return coalesceEvaluator(expression);
  const { value } = expression;
  return () => value;
}

function coalesceEvaluator({ operands }: CoalescePlan): Evaluate {
  const evaluate = operands.map(operandEvaluator);
  return (context) => {
    let value: unknown;
    for (const operand of evaluate) {
      value = operand(context);
      if (value !== undefined && value !== null) break;
    }
    return value;
  };
}

/** As an operand of `??`, a variable that is not set is undefined instead of `""` (SPEC 3). */
function operandEvaluator(operand: CoalescePlan["operands"][number]): Evaluate {
  if (operand.kind !== "reference" || operand.scope !== "env") return expressionEvaluator(operand);
  const name = String(operand.path[0]?.value ?? "");
  return () => env(name, undefined);
}

function referenceEvaluator({ scope, path }: ReferencePlan): Evaluate {
  const keys = path.map(({ value }) => value);
  if (scope === "env") {
    const [name = ""] = keys;
    return () => env(String(name));
  }
  return readPath([...scopeKeys[scope], ...keys]);
}

/** Returns a function that does what `read` does, for a path that is only known at run time. */
export function readPath(keys: readonly (string | number)[]): Evaluate {
  return (context) => keys.reduce<unknown>((value, key) => read(value, key), context);
}
