import type { ts } from "ts-morph";
import { failureRule } from "../certain-nodes.js";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { NodePlan } from "../plan.js";
import { payloadType } from "./arrivals.js";
import { calledIn, calleeOf } from "./inexact-producer.js";
import type { WiringScope } from "./wiring-scope.js";

/**
 * Reports a node that passes on what comes back to it, if that changes with each pass: a join puts what comes back into an
 * object, which comes back in turn. No type says what the nodes behind it get.
 */
export function unsettled(scope: WiringScope, node: NodePlan): AnyFinding[] {
  const { checker } = scope;
  const mayComeBack = node.backParents.length > 0 || isHandler(scope, node);
  if (node.kind === "loop" || node.inputs !== undefined || !mayComeBack) return [];
  const payload = payloadType(scope, node.id);
  if (payload === undefined || arriving(scope, node).every((type) => checker.isTypeAssignableTo(type, payload)))
    return [];
  if (!passesOn(scope, node)) return [];
  return [{ code: "types/unknowable", params: { callable: node.id, reason: "circular" }, span: node.span }];
}

function isHandler({ flow: { plan } }: WiringScope, { id }: NodePlan): boolean {
  return plan.nodes.some((node) => {
    const rule = failureRule(plan, node);
    return typeof rule === "object" && rule.goto === id;
  });
}

/** What the table says that the callable of a node is called with. */
function arriving(scope: WiringScope, { id }: NodePlan): ts.Type[] {
  const { ts, checker } = scope;
  const types: ts.Type[] = [];
  for (let at: ts.Node | undefined = calleeOf(scope, id)?.parent; at !== undefined && ts.isSatisfiesExpression(at);) {
    const [payload] = ts.isTypeReferenceNode(at.type) ? (at.type.typeArguments ?? []) : [];
    const isContract = ts.isTypeReferenceNode(at.type) && !/^(?:Answers|Running)$/u.test(at.type.typeName.getText());
    if (payload !== undefined && isContract) types.push(checker.getTypeFromTypeNode(payload));
    at = at.parent;
  }
  return types;
}

/** Whether a node may send its own input on. A router does so if it names a target without a payload. */
function passesOn(scope: WiringScope, node: NodePlan): boolean {
  const { ts, checker, flow } = scope;
  if (node.kind === "router" || failureRule(flow.plan, node) === "continue") return true;
  const signatures = calledIn(scope, node.id)?.getCallSignatures() ?? [];
  return signatures.some((signature) => {
    const returned = checker.getReturnTypeOfSignature(signature);
    const type = checker.getAwaitedType(returned) ?? returned;
    const nothing = ts.TypeFlags.Undefined | ts.TypeFlags.Void;
    return (type.isUnion() ? type.types : [type]).some(({ flags }) => (flags & nothing) !== 0);
  });
}
