import type { Expression, ObjectExpression, ObjectProperty } from "oxc-parser";

/** The constants at a module's top level, keyed by name. */
export type Constants = ReadonlyMap<string, Expression>;

export interface LiteralScope {
  readonly constants: Constants;
  /** Names that `defineConfig` is imported by. */
  readonly definers: ReadonlySet<string>;
}

/** The expression without types, parentheses and `defineConfig(…)`, and with constants replaced by their values. */
export function resolveExpression(expression: Expression, scope: LiteralScope): Expression {
  switch (expression.type) {
    case "TSSatisfiesExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
    case "ParenthesizedExpression":
      return resolveExpression(expression.expression, scope);
    case "Identifier": {
      const constant = scope.constants.get(expression.name);
      return constant === undefined ? expression : resolveExpression(constant, withoutName(scope, expression.name));
    }
    case "CallExpression": {
      const [argument, ...more] = expression.arguments;
      const isDefiner = expression.callee.type === "Identifier" && scope.definers.has(expression.callee.name);
      if (!isDefiner || argument === undefined || more.length > 0 || argument.type === "SpreadElement")
        return expression;
      return resolveExpression(argument, scope);
    }
    default:
      return expression;
  }
}

/** Removes a constant while its value is resolved: one defined in terms of itself has no value. */
function withoutName(scope: LiteralScope, name: string): LiteralScope {
  return { ...scope, constants: new Map([...scope.constants].filter(([other]) => other !== name)) };
}

/** The value of an expression made of literals; undefined if it must be evaluated. */
export function literalValue(given: Expression, scope: LiteralScope): { readonly value: unknown } | undefined {
  const expression = resolveExpression(given, scope);
  switch (expression.type) {
    case "Literal":
      return "regex" in expression || "bigint" in expression ? undefined : { value: expression.value };
    case "TemplateLiteral": {
      const text = expression.quasis[0]?.value.cooked;
      return expression.expressions.length > 0 || typeof text !== "string" ? undefined : { value: text };
    }
    case "ArrayExpression": {
      const items = expression.elements.map((element) =>
        element === null || element.type === "SpreadElement" ? undefined : literalValue(element, scope),
      );
      const known = items.filter((item) => item !== undefined);
      return known.length === items.length ? { value: known.map(({ value }) => value) } : undefined;
    }
    case "ObjectExpression":
      return objectValue(expression, scope);
    default:
      return undefined;
  }
}

function objectValue(object: ObjectExpression, scope: LiteralScope): { readonly value: unknown } | undefined {
  const entries: [string, unknown][] = [];
  for (const property of object.properties) {
    const key = property.type === "Property" ? propertyKey(property) : undefined;
    if (property.type !== "Property" || key === undefined || property.kind !== "init") return undefined;
    const found = literalValue(property.value, scope);
    if (found === undefined) return undefined;
    entries.push([key, found.value]);
  }
  return { value: Object.fromEntries(entries) };
}

/** The key of a property, if it is a literal. */
export function propertyKey({ key, computed }: ObjectProperty): string | undefined {
  if (key.type === "Identifier" && !computed) return key.name;
  return key.type === "Literal" ? String(key.value) : undefined;
}
