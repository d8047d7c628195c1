import { objectType, reference, type TypeMember, type TypeNode } from "./type-node.js";

/** An object type that editors show by its members. Its keys must be text. */
export function plainObject(members: readonly TypeMember[]): TypeNode {
  const optional = members.filter(({ isOptional }) => isOptional);
  if (optional.length === 0) return reference("Plain", objectType(members));
  const required = members.filter(({ isOptional }) => !isOptional);
  // `Plain` makes them optional. It would lose the mark of a member that is.
  const missing = optional.map((member): TypeMember => ({ ...member, isOptional: false }));
  return reference("Plain", objectType(required), objectType(missing));
}
