import { referenceText } from "../compiler/analyze/facts/reference-text.js";
import type { CallablePlan, ExpressionPlan, ModulePlan } from "../compiler/plan.js";

/** Where a node's code is, in a few characters: `ops.ts#extract`. Undefined if a program hands it over. */
export function callableText(callable: CallablePlan): string | undefined {
  switch (callable.kind) {
    case "imported":
      return exportText(callable);
    case "flow":
      return callable.file === undefined
        ? exportText(callable)
        : callable.file.slice(callable.file.lastIndexOf("/") + 1);
    case "dynamic":
      return expressionText(callable.expression);
    case "given":
      return undefined;
  }
}

/** An export with the last part of its module's path: the folder is the same for most nodes of a flow. */
export function exportText({
  module,
  exportName,
}: {
  readonly module: ModulePlan;
  readonly exportName: string;
}): string {
  const name = module.kind === "file" ? module.path.slice(module.path.lastIndexOf("/") + 1) : module.specifier;
  return exportName === "default" ? name : `${name}#${exportName}`;
}

function expressionText(expression: ExpressionPlan): string {
  switch (expression.kind) {
    case "literal":
      return JSON.stringify(expression.value);
    case "reference":
      return referenceText(
        expression.scope,
        expression.path.map(({ value }) => value),
      );
    case "coalesce":
      return expression.operands.map(expressionText).join(" ?? ");
  }
}
