import type { FunctionPlan, UndoPlan } from "../../plan.js";
import { type EmitScope, payloadOf, resultOf } from "../types/emit-scope.js";
import { fullContext } from "../types/takes-type.js";
import { reference, type TypeNode, undefinedType, unionType } from "../types/type-node.js";
import { type Expression, literal, name, object, withMark } from "./expression.js";

/** `{ call: refund satisfies Undoes<Payloads["book"], Results["book"]> }` */
export function undoExpression(scope: EmitScope, node: FunctionPlan, { callable, failed }: UndoPlan): Expression {
  if (callable.kind === "given") throw new Error(`Node \`${node.id}\` has an undo that no module exports`);
  const mark = { what: "undo" as const, span: callable.span, node: node.id };
  const call: Expression = {
    kind: "satisfies",
    value: withMark(name(scope.names.callable(callable)), mark),
    type: undoType(scope, node, failed),
    mark,
  };
  return object([{ key: "call", value: call }, ...(failed ? [{ key: "failed", value: literal(true) }] : [])]);
}

function undoType(scope: EmitScope, node: FunctionPlan, failed: boolean): TypeNode {
  const result = resultOf(node.id);
  const context = node.contextAccess ? [fullContext(scope)] : [];
  return reference("Undoes", payloadOf(node.id), failed ? unionType([result, undefinedType]) : result, ...context);
}
