import type { ts } from "ts-morph";
import type { FunctionPlan } from "../plan.js";
import { parameterOf } from "./callable-contract.js";
import { printType } from "./print-type.js";
import { enclosing, type Findings, type MappedFault, textAt, type WiringScope } from "./wiring-scope.js";

const parts = ["input", "result", "error"] as const;

/** Reports what undoes a node but does not fit what the node takes and returns (SPEC 15). */
export function undoFaults(scope: WiringScope, node: FunctionPlan, { mapping, at }: MappedFault): Findings {
  const { checker, ts } = scope;
  const checked = enclosing(at, ts.isSatisfiesExpression);
  if (checked === undefined || node.undo === undefined) return [];
  const { callable } = node.undo;
  const isNamed = callable.kind === "imported" && callable.exportName !== "default";
  const name = isNamed ? callable.exportName : textAt(scope, mapping.span);
  const { span } = mapping;
  const type = checker.getTypeAtLocation(checked.expression);
  const [signature] = type.getCallSignatures();
  if (signature === undefined) {
    const given = `\`${printType(scope, type)}\`, no function`;
    return [{ code: "types/not-callable", params: { callable: name, given }, span }];
  }
  const { declaration } = signature;
  const related =
    declaration === undefined ? [] : [{ message: "it is declared here", span: scope.spanOf(declaration) }];
  const [wanted] = checker.getTypeAtLocation(checked.type).getCallSignatures();
  const gets = wanted && parameterOf(scope, wanted, 0)?.type;
  const takes = parameterOf(scope, signature, 0)?.type;
  const found = parts.flatMap((part): Findings => {
    const [given, taken] = [propertyOf(scope, gets, part), propertyOf(scope, takes, part)];
    if (given === undefined || taken === undefined || checker.isTypeAssignableTo(given, taken)) return [];
    const params = {
      callable: name,
      id: node.id,
      part,
      takes: printType(scope, taken),
      given: printType(scope, given),
    };
    return [{ code: "types/undo", params, span, related }];
  });
  if (found.length > 0) return found;
  const [context, contextTaken] = [wanted && parameterOf(scope, wanted, 1), parameterOf(scope, signature, 1)];
  if (
    context !== undefined &&
    contextTaken !== undefined &&
    !checker.isTypeAssignableTo(context.type, contextTaken.type)
  ) {
    const [given, taken] = [printType(scope, context.type), printType(scope, contextTaken.type)];
    return [
      {
        code: "types/undo",
        params: { callable: name, id: node.id, part: "context", takes: taken, given },
        span,
        related,
      },
    ];
  }
  const [taken, given] = [takes, gets].map((one) => (one === undefined ? "nothing" : printType(scope, one)));
  return [
    {
      code: "types/not-callable",
      params: { callable: name, given: `a function that takes \`${taken ?? ""}\`, and gets \`${given ?? ""}\`` },
      span,
      related,
    },
  ];
}

function propertyOf({ checker }: WiringScope, type: ts.Type | undefined, name: string): ts.Type | undefined {
  const property = type && checker.getPropertyOfType(type, name);
  return property && checker.getTypeOfSymbol(property);
}
