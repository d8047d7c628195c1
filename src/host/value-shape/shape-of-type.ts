import type { Expression, PropertyKey, Statement, TSEnumDeclaration, TSSignature, TSType } from "oxc-parser";
import type { SourceModule, SourceModules } from "./source-modules.js";
import type { ShapeField, ValueShape } from "./value-shape.js";

/** The maximum number of steps into properties and declarations. What is deeper is entered as JSON, so types that contain themselves end. */
const deepest = 8;

const json: ValueShape = { kind: "json" };

export interface TypePlace {
  readonly module: SourceModule;
  readonly modules: SourceModules;
  /** How many steps led here. */
  readonly depth: number;
}

/** The shape of the values of a type, as its text says it: nothing is inferred, and what is computed from other types is JSON. */
export function shapeOfType(type: TSType, place: TypePlace): ValueShape {
  switch (type.type) {
    case "TSStringKeyword":
      return { kind: "text" };
    case "TSNumberKeyword":
      return { kind: "number" };
    case "TSBooleanKeyword":
      return { kind: "boolean" };
    case "TSParenthesizedType":
      return shapeOfType(type.typeAnnotation, place);
    case "TSTypeOperator":
      return type.operator === "readonly" ? shapeOfType(type.typeAnnotation, place) : json;
    case "TSLiteralType":
      return choiceOf([type], place);
    case "TSUnionType":
      return choiceOf(type.types, place);
    case "TSTypeLiteral":
      return objectOf(type.members, place);
    case "TSIntersectionType":
      return merged(type.types.map((part) => shapeOfType(part, place)));
    case "TSTypeReference":
      return type.typeName.type === "Identifier"
        ? shapeOfName(type.typeName.name, type.typeArguments?.params, place)
        : json;
    default:
      return json;
  }
}

function shapeOfName(name: string, parameters: readonly TSType[] | undefined, place: TypePlace): ValueShape {
  const { modules, module, depth } = place;
  const [parameter] = parameters ?? [];
  if (parameter !== undefined) return name === "Readonly" ? shapeOfType(parameter, place) : json;
  const found = depth > deepest ? undefined : modules.find(name, module);
  return found === undefined
    ? json
    : shapeOfDeclaration(found.declaration, { ...place, module: found.module, depth: depth + 1 });
}

/** The shape of the values of a declared type. */
export function shapeOfDeclaration(declaration: Statement, place: TypePlace): ValueShape {
  switch (declaration.type) {
    case "TSTypeAliasDeclaration":
      return declaration.typeParameters === null ? shapeOfType(declaration.typeAnnotation, place) : json;
    case "TSInterfaceDeclaration":
      if (declaration.typeParameters !== null) return json;
      return merged([
        ...declaration.extends.map(({ expression, typeArguments }) =>
          expression.type === "Identifier" ? shapeOfName(expression.name, typeArguments?.params, place) : json,
        ),
        objectOf(declaration.body.body, place),
      ]);
    case "TSEnumDeclaration":
      return valuesOfEnum(declaration);
    default:
      return json;
  }
}

/** An object with the fields of all of these; JSON if one is no object. */
function merged(shapes: readonly ValueShape[]): ValueShape {
  const fields = new Map<string, ShapeField>();
  for (const shape of shapes) {
    if (shape.kind !== "object") return json;
    for (const field of shape.fields) fields.set(field.key, field);
  }
  return { kind: "object", fields: [...fields.values()] };
}

function objectOf(members: readonly TSSignature[], place: TypePlace): ValueShape {
  const fields: ShapeField[] = [];
  for (const member of members) {
    if (member.type !== "TSPropertySignature" || member.computed) return json;
    const key = keyOf(member.key);
    if (key === undefined || member.typeAnnotation === null) return json;
    const { type, isOptional } = withoutUndefined(member.typeAnnotation.typeAnnotation);
    const shape = type === undefined ? json : shapeOfType(type, { ...place, depth: place.depth + 1 });
    fields.push({ key, shape, isOptional: member.optional || isOptional });
  }
  return place.depth > deepest ? json : { kind: "object", fields };
}

/** A key that reads the same in a form. */
function keyOf(key: PropertyKey): string | undefined {
  const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : undefined;
  return name !== undefined && name !== "__proto__" && /^[^\p{C}\p{Zl}\p{Zp}]+$/u.test(name) ? name : undefined;
}

/** `T | undefined` is an optional `T`. */
function withoutUndefined(type: TSType): { readonly type: TSType | undefined; readonly isOptional: boolean } {
  if (type.type !== "TSUnionType") return { type, isOptional: false };
  const types = type.types.filter((part) => part.type !== "TSUndefinedKeyword");
  const isOptional = types.length < type.types.length;
  return { type: types.length === 1 ? types[0] : { ...type, types }, isOptional };
}

/** One of some literals. */
function choiceOf(types: readonly TSType[], place: TypePlace): ValueShape {
  const options: (string | number | boolean | null)[] = [];
  for (const type of types) {
    if (type.type === "TSNullKeyword") options.push(null);
    else if (type.type === "TSLiteralType") {
      const value = literalOf(type.literal);
      if (value === undefined) return json;
      options.push(value);
    } else {
      const shape = shapeOfType(type, place);
      if (shape.kind === "boolean") options.push(true, false);
      else if (shape.kind === "choice") options.push(...shape.options);
      else return json;
    }
  }
  return { kind: "choice", options: [...new Set(options)] };
}

function literalOf(literal: Expression): string | number | boolean | undefined {
  if (literal.type === "UnaryExpression") {
    const value = literal.operator === "-" ? literalOf(literal.argument) : undefined;
    return typeof value === "number" ? -value : undefined;
  }
  if (literal.type !== "Literal") return undefined;
  const { value } = literal;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;
}

function valuesOfEnum({ body }: TSEnumDeclaration): ValueShape {
  const options: (string | number | boolean)[] = [];
  for (const { initializer } of body.members) {
    const last = options.at(-1) ?? -1;
    const value = initializer === null ? (typeof last === "number" ? last + 1 : undefined) : literalOf(initializer);
    if (value === undefined) return json;
    options.push(value);
  }
  return { kind: "choice", options };
}
