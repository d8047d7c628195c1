import type { ts } from "ts-morph";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { NodePlan } from "../plan.js";
import { recordKeys } from "../record-keys.js";
import { type Contract, parameterOf, relatedOf } from "./callable-contract.js";
import { printType } from "./print-type.js";
import type { WiringScope } from "./wiring-scope.js";

/** Explains what is wrong with the second parameter of a callable whose payload fits. */
export function contextFault(
  scope: WiringScope,
  node: NodePlan,
  { contract, context }: { readonly contract: Contract; readonly context: ts.Type | undefined },
): AnyFinding {
  const span = node.kind === "loop" ? node.span : node.callable.span;
  const related = relatedOf(scope, contract);
  const [signature] = contract.signatures;
  const parameter = signature && parameterOf(scope, signature, 1);
  const mismatch: AnyFinding = { code: "types/mismatch", params: { callable: contract.name }, span, related };
  if (parameter === undefined) return mismatch;
  const takes = printType(scope, parameter.type);
  const { checker } = scope;
  if (context === undefined) {
    if (parameter.isOptional || checker.isTypeAssignableTo(checker.getUndefinedType(), parameter.type)) return mismatch;
    return { code: "types/context-access", params: { callable: contract.name, takes, id: node.id }, span, related };
  }
  if (checker.isTypeAssignableTo(context, parameter.type)) return mismatch;
  const unfit = checker.getPropertiesOfType(parameter.type).find((wanted) => {
    const given = checker.getPropertyOfType(context, wanted.name);
    const type = given && checker.getTypeOfSymbol(given);
    if (recordKeys.has(wanted.name)) return false;
    if (type === undefined) return (wanted.flags & scope.ts.SymbolFlags.Optional) === 0;
    return !checker.isTypeAssignableTo(type, checker.getTypeOfSymbol(wanted));
  });
  const given = unfit && checker.getPropertyOfType(context, unfit.name);
  const params = {
    callable: contract.name,
    takes: unfit === undefined ? takes : printType(scope, checker.getTypeOfSymbol(unfit)),
    key: unfit?.name ?? "",
    given: given === undefined ? "undefined" : printType(scope, checker.getTypeOfSymbol(given)),
  };
  return { code: "types/context", params, span, related };
}
