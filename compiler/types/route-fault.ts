import type { ts } from "ts-morph";
import { closestNames } from "../diagnostics/closest-names.js";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { NodePlan } from "../plan.js";
import { contractOf, relatedOf } from "./callable-contract.js";
import { calledIn, nodeAt } from "./inexact-producer.js";
import { printType } from "./print-type.js";
import { enclosing, type Findings, type MappedFault, type WiringScope } from "./wiring-scope.js";

/** Reports where a rule and the edges of its router disagree, at the edges. */
export function routeFaults(scope: WiringScope, node: NodePlan, { at }: MappedFault): Findings {
  const { ts, checker } = scope;
  const checked = enclosing(at, ts.isSatisfiesExpression);
  if (checked === undefined || node.kind !== "router") return [];
  const expected = checker.getTypeFromTypeNode(checked.type);
  const related = relatedOf(scope, ruleOf(scope, node));
  const texts = (expected.isUnion() ? expected.types : [expected]).flatMap((type) => {
    return type.isStringLiteral() ? [type.value] : [];
  });
  return texts.map((text): AnyFinding => {
    const target = /^fault: the rule returns "(.*)", which is no successor$/su.exec(text)?.[1];
    if (target !== undefined) {
      const closest = closestNames(
        target,
        node.successors.map(({ id }) => id),
      );
      const span = node.successors.find(({ id }) => id === closest[0])?.span ?? node.successors[0]?.span ?? node.span;
      return { code: "types/route-target", params: { id: node.id, target, closest }, span, related };
    }
    const successor = /^fault: "(.*)" is a successor, but/su.exec(text)?.[1];
    if (successor !== undefined) {
      const span = node.successors.find(({ id }) => id === successor)?.span ?? node.span;
      return { code: "types/route-never", params: { id: node.id, target: successor }, span, related };
    }
    return {
      code: "types/not-a-route",
      params: { id: node.id, given: returned(scope, node), isInstance: false },
      span: node.callable.span,
      related,
    };
  });
}

function ruleOf(scope: WiringScope, node: NodePlan): ReturnType<typeof contractOf> {
  const mapping = scope.flow.module.mappings.find((one) => one.node === node.id && one.what === "call");
  const at = nodeAt(scope, mapping?.start ?? 0);
  return contractOf(scope, node, at as ts.Expression);
}

function returned(scope: WiringScope, node: NodePlan): string {
  const [signature] = calledIn(scope, node.id)?.getCallSignatures() ?? [];
  const type = signature?.getReturnType();
  return type === undefined ? "unknown" : printType(scope, scope.checker.getAwaitedType(type) ?? type);
}
