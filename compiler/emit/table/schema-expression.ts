import type { TypeReferencePlan } from "../../plan.js";
import type { ModuleNames } from "../names/module-names.js";
import { reference } from "../types/type-node.js";
import { type Expression, name } from "./expression.js";

/** Returns `order satisfies Schema`. The check tells a schema from any other value. */
export function schemaExpression(names: ModuleNames, type: TypeReferencePlan, node?: string): Expression {
  const mark = { what: "schema" as const, span: type.span, node };
  return { kind: "satisfies", value: name(names.type(type)), type: reference("Schema"), mark };
}
