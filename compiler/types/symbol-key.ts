import type { ts } from "ts-morph";
import type { TypeWorld } from "./wiring-scope.js";

/**
 * The name between the brackets of a property that is declared so (`readonly [routed]: Payload`): its key is a symbol. Undefined
 * for other properties.
 */
export function symbolKey({ ts }: Pick<TypeWorld, "ts">, property: ts.Symbol): string | undefined {
  for (const declaration of property.declarations ?? []) {
    const name = ts.getNameOfDeclaration(declaration);
    if (name === undefined || !ts.isComputedPropertyName(name)) continue;
    const { expression } = name;
    if (ts.isIdentifier(expression)) return expression.text;
    if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  }
  return undefined;
}
