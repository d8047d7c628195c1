import type { NodePlan, WritePlan } from "../../plan.js";
import type { MappedPart } from "../emitted-module.js";
import type { Mark } from "../print/doc.js";
import { writeView } from "../types/context-type.js";
import type { EmitScope } from "../types/emit-scope.js";
import { successType } from "../types/success-type.js";
import { type Assignment, call, type Expression, literal, name, withMark } from "./expression.js";
import { scopeKeys } from "../../scope-keys.js";

/** Returns `(context, result: Results["id"]) => { place(context, "data").raw = result; }`. */
export function writesExpression(scope: EmitScope, node: NodePlan): Expression {
  return {
    kind: "arrow",
    parameters: [
      { name: "context", type: scope.isPlain ? undefined : writeView(scope, node) },
      { name: "result", type: successType(scope, node) },
    ],
    returns: undefined,
    body: node.outputs.map((write) => assignment(node.id, write)),
  };
}

function assignment(node: string, { part, target }: WritePlan): Assignment {
  const mark = (what: MappedPart, span: Mark["span"]): Mark => ({ what, span, node });
  const places = [
    ...scopeKeys[target.scope].map(literal),
    ...target.path.slice(0, -1).map((key) => withMark(literal(key.value), mark("write-key", key.span))),
  ];
  const parent = places.reduce<Expression>((found, key) => call("place", found, key), name("context"));
  const last = target.path.at(-1);
  const written: Expression =
    last === undefined
      ? parent
      : { kind: "member", object: parent, key: last.value, mark: mark("write-key", last.span) };
  const result = name("result");
  const value =
    part === undefined ? result : call("part", result, withMark(literal(part.value), mark("write-key", part.span)));
  return { target: written, value, mark: mark("write", target.span) };
}
