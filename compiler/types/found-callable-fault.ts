import type { ts } from "ts-morph";
import type { NodePlan } from "../plan.js";
import { parameterOf } from "./callable-contract.js";
import { printType, withoutUndefined } from "./print-type.js";
import { enclosing, type Findings, type MappedFault, textAt, type WiringScope } from "./wiring-scope.js";

/** What is wrong with a callable that an expression finds when the node runs: reported at the expression. */
export function foundCallableFaults(scope: WiringScope, node: NodePlan, { at }: MappedFault): Findings {
  const { ts, checker } = scope;
  if (node.kind === "loop" || node.callable.kind !== "dynamic") return [];
  const { span } = node.callable;
  const arrow = enclosing(at, ts.isArrowFunction);
  // Only the arrow of a callable states what it returns.
  if (arrow?.type === undefined || !ts.isTypeReferenceNode(arrow.type)) return [];
  const found = checker.getTypeAtLocation(arrow.body);
  const callable = textAt(scope, span);
  const kind = uncallable(scope, found);
  if (kind !== undefined) {
    const given = `\`${printType(scope, checker.getBaseTypeOfLiteralType(found))}\`, ${kind}`;
    return [{ code: "types/not-callable", params: { callable, given }, span }];
  }
  const [payloadNode] = arrow.type.typeArguments ?? [];
  const payload = payloadNode && checker.getTypeFromTypeNode(payloadNode);
  const takes = found.getCallSignatures().map((signature) => parameterOf(scope, signature, 0)?.type);
  const [wanted] = takes;
  const isFit = takes.some((type) => type === undefined || payload === undefined || isTaken(scope, payload, type));
  if (isFit || wanted === undefined || payload === undefined) {
    return [{ code: "types/mismatch", params: { callable }, span }];
  }
  const words = { takes: printType(scope, wanted), given: printType(scope, payload) };
  const params = { callable, ...words, subject: "what it is called with", from: [], closest: [] };
  return [{ code: "types/payload", params, span }];
}

function isTaken({ checker }: WiringScope, payload: ts.Type, wanted: ts.Type): boolean {
  return checker.isTypeAssignableTo(payload, wanted);
}

/** Why a type cannot be called: no member of it is a function, or not all of them are. */
function uncallable(scope: WiringScope, found: ts.Type): string | undefined {
  const members = found.isUnion() ? found.types : [found];
  const functions = members.filter((type) => type.getCallSignatures().length > 0);
  if (functions.length === members.length) return undefined;
  const isOptional = withoutUndefined(scope, found).getCallSignatures().length > 0;
  if (functions.length === 0) return "no function";
  return isOptional ? "which may be undefined" : "which is not always a function";
}
