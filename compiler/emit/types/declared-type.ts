import type { TypeReferencePlan } from "../../plan.js";
import type { ModuleNames } from "../names/module-names.js";
import { reference, type TypeNode } from "./type-node.js";

/** The type that a flow declares: by its name, or as what a schema makes of what arrives (SPEC 1). */
export function declaredType(names: ModuleNames, type: TypeReferencePlan): TypeNode {
  const name = names.type(type);
  return type.kind === "schema" ? reference("SchemaOutput", { kind: "typeof", name }) : reference(name);
}

/** The type that the caller of the flow must provide for it. */
export function broughtType(names: ModuleNames, type: TypeReferencePlan): TypeNode {
  const name = names.type(type);
  return type.kind === "schema" ? reference("SchemaInput", { kind: "typeof", name }) : reference(name);
}
