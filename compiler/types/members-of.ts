import type { ts } from "ts-morph";

/** The members of a union; of another type, the type itself. */
export function membersOf(type: ts.Type | undefined): readonly ts.Type[] {
  if (type === undefined) return [];
  return type.isUnion() ? type.types : [type];
}
