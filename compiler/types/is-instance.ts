import type { ts } from "ts-morph";
import { isPlatformClass, isPlatformFile } from "./platform-classes.js";
import type { WiringScope } from "./wiring-scope.js";

/** The classes and interfaces that a type is, or extends. */
export function classesOf({ ts, checker }: WiringScope, type: ts.Type): readonly ts.Symbol[] {
  const found: ts.Symbol[] = [];
  const visit = (one: ts.Type): void => {
    if (one.isIntersection()) one.types.forEach(visit);
    const symbol = one.getSymbol();
    if (symbol === undefined || (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface)) === 0) return;
    if (found.includes(symbol)) return;
    found.push(symbol);
    const declared = checker.getDeclaredTypeOfSymbol(symbol);
    if (declared.isClassOrInterface()) checker.getBaseTypes(declared).forEach(visit);
  };
  visit(type);
  return found;
}

/** Whether values of a type are instances of a class: the run does not take them for mappings (SPEC 5). */
export function isInstance(scope: WiringScope, type: ts.Type): boolean {
  const { ts } = scope;
  return classesOf(scope, type).some(({ flags, name, declarations = [] }) => {
    if ((flags & ts.SymbolFlags.Class) !== 0) return true;
    const isOfPlatform = declarations.some((one) => isPlatformFile(one.getSourceFile()));
    return isOfPlatform && name !== "Object" && isPlatformClass(scope, name);
  });
}
