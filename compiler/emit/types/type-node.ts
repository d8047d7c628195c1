import type { Mark } from "../print/doc.js";

/** A type in a generated module. Created by the functions below, laid out by `layoutType`. */
export type TypeNode =
  | { readonly kind: "reference"; readonly name: string; readonly args: readonly TypeNode[] }
  | { readonly kind: "typeof"; readonly name: string }
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "index"; readonly object: TypeNode; readonly key: string | number }
  /** `Name[keyof Name]` */
  | { readonly kind: "values"; readonly of: string }
  | { readonly kind: "array"; readonly element: TypeNode }
  | { readonly kind: "tuple"; readonly elements: readonly TypeNode[] }
  | { readonly kind: "union"; readonly members: readonly TypeNode[] }
  | { readonly kind: "intersection"; readonly members: readonly TypeNode[] }
  | { readonly kind: "object"; readonly members: readonly TypeMember[]; readonly isExpanded: boolean };

export interface TypeMember {
  readonly key: string | number;
  readonly isOptional: boolean;
  readonly type: TypeNode;
  /** Lines of the doc comment. */
  readonly comment?: readonly string[];
  readonly mark?: Mark | undefined;
}

/** A named type or a keyword. */
export function reference(name: string, ...args: readonly TypeNode[]): TypeNode {
  return { kind: "reference", name, args };
}

export const unknownType = reference("unknown");
export const neverType = reference("never");
export const undefinedType = reference("undefined");

export function literalType(value: string | number | boolean | null): TypeNode {
  return { kind: "literal", value };
}

export function indexType(object: TypeNode, key: string | number): TypeNode {
  return { kind: "index", object, key };
}

export function tupleType(elements: readonly TypeNode[]): TypeNode {
  return { kind: "tuple", elements };
}

/** The union of the types, flat and without duplicates. `never` if there are none, `unknown` if any of them is. */
export function unionType(types: readonly TypeNode[]): TypeNode {
  const [only, ...others] = types;
  if (only !== undefined && others.length === 0 && only.kind !== "union") return only;
  const members = distinct(types.flatMap((type) => (type.kind === "union" ? type.members : [type])));
  if (members.some(isUnknown)) return unknownType;
  const kept = members.filter((type) => !isNever(type));
  return kept.length === 0 ? neverType : kept.length === 1 ? (kept[0] ?? neverType) : { kind: "union", members: kept };
}

/** The intersection of the types, flat and without duplicates. `unknown` if there are none. */
export function intersectionType(types: readonly TypeNode[]): TypeNode {
  const members = distinct(types.flatMap((type) => (type.kind === "intersection" ? type.members : [type])));
  const kept = members.filter((type) => !isUnknown(type));
  if (kept.length === 0) return unknownType;
  return kept.length === 1 ? (kept[0] ?? unknownType) : { kind: "intersection", members: kept };
}

export function objectType(members: readonly TypeMember[], isExpanded = false): TypeNode {
  return { kind: "object", members, isExpanded };
}

export function isUnknown(type: TypeNode): boolean {
  return type.kind === "reference" && type.name === "unknown";
}

export function isNever(type: TypeNode): boolean {
  return type.kind === "reference" && type.name === "never";
}

function distinct(types: readonly TypeNode[]): readonly TypeNode[] {
  if (types.length < 2) return types;
  const found = new Map<string, TypeNode>();
  for (const type of types) {
    const key = JSON.stringify(type.kind === "literal" ? type.value : type);
    if (!found.has(key)) found.set(key, type);
  }
  return [...found.values()];
}
