import type { ts } from "ts-morph";
import { closestNames } from "../diagnostics/closest-names.js";
import type { LoopPlan } from "../plan.js";
import { payloadType } from "./arrivals.js";
import { inexactProducer } from "./inexact-producer.js";
import { printType } from "./print-type.js";
import { isSilent } from "./silent-nodes.js";
import { sourcesOf } from "./sources.js";
import type { Findings, MappedFault, WiringScope } from "./wiring-scope.js";

/** Reports a payload that a loop cannot iterate over. */
export function itemsFaults(scope: WiringScope, node: LoopPlan, { mapping }: MappedFault): Findings {
  const { checker } = scope;
  const payload = payloadType(scope, node.id);
  if (payload === undefined) return [];
  const parents = node.inputs === undefined ? node.arrival.flat() : sourcesOf(node, node.inputs);
  if (parents.some((id) => isSilent(scope, scope.nodes.get(id)))) return [];
  const producer = inexactProducer(scope, parents);
  if (producer !== undefined) {
    const { name, reason, node: of } = producer;
    const span = of.kind === "loop" ? of.span : of.callable.span;
    return [{ code: "types/unknowable", params: { callable: name, reason }, span }];
  }
  const key = node.itemsKey ?? "";
  const names =
    key === "" ? [] : propertyNames(scope, checker.getNonNullableType(payload)).filter((name) => name !== key);
  const isThere = key !== "" && checker.getPropertyOfType(checker.getNonNullableType(payload), key) !== undefined;
  const params = {
    id: node.id,
    key,
    given: printType(scope, payload),
    closest: isThere ? [] : closestNames(key, names),
  };
  // If an object lacks the key, the key is wrong; otherwise, what arrives is.
  const span = isThere || names.length === 0 ? undefined : node.itemsKeySpan;
  return [{ code: "types/items", params, span: span ?? mapping.span }];
}

function propertyNames({ checker }: WiringScope, type: ts.Type): string[] {
  return checker.getPropertiesOfType(type).map(({ name }) => name);
}
