import type { ts } from "ts-morph";
import { classesOf } from "./is-instance.js";
import { isPlatformClass, isPlatformFile } from "./platform-classes.js";
import type { WiringScope } from "./wiring-scope.js";

/**
 * Whether objects of a type have a property from the prototype of their class, so that paths do not read it (SPEC 3).
 * False if one of its declarations does not tell.
 */
export function isInherited(scope: WiringScope, type: ts.Type, property: ts.Symbol): boolean {
  const declarations = property.declarations ?? [];
  return declarations.length > 0 && declarations.every((one) => isOfPrototype(scope, type, property.name, one));
}

function isOfPrototype(scope: WiringScope, type: ts.Type, key: string, declaration: ts.Declaration): boolean {
  const { ts } = scope;
  const { parent } = declaration;
  const isClass = ts.isClassLike(parent);
  if (isClass && (ts.isAccessor(declaration) || ts.isMethodDeclaration(declaration))) return true;
  if (isClass && ts.isAutoAccessorPropertyDeclaration(declaration)) return true;
  if (!isClass && !ts.isInterfaceDeclaration(parent)) return false;
  const owner = parent.name?.text ?? "";
  if (!isPlatformFile(parent.getSourceFile()) || ownKeys.get(owner)?.includes(key) === true) return false;
  if (owner === "Error" && key === "name") return !mayAssignName(scope, type);
  return isPlatformClass(scope, owner) || classesOf(scope, type).some((one) => isPlatformClass(scope, one.name));
}

/** What objects of the platform's classes have themselves. */
const ownKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ["Array", ["length"]],
  ["String", ["length"]],
  ["Function", ["length", "name"]],
  ["RegExp", ["lastIndex"]],
  ["Error", ["message", "stack", "cause"]],
  ["AggregateError", ["errors"]],
  ["SuppressedError", ["error", "suppressed"]],
  ["Event", ["isTrusted"]],
  ["MessageChannel", ["port1", "port2"]],
]);

/**
 * Whether errors of a type may have a `name` of their own: constructors of subclasses often assign one. Of a class whose
 * source is not known this cannot be said.
 */
function mayAssignName(scope: WiringScope, type: ts.Type): boolean {
  const { ts } = scope;
  return classesOf(scope, type).some(({ declarations = [] }) =>
    declarations.filter(ts.isClassLike).some((one) => isAmbient(scope, one) || assignsName(scope, one)),
  );
}

function isAmbient({ ts }: WiringScope, declaration: ts.ClassLikeDeclaration): boolean {
  const isDeclared = ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient;
  return isDeclared !== 0 || declaration.getSourceFile().isDeclarationFile;
}

/** Whether a class has `this.name = …`, `Object.assign(this, …)` or `Object.defineProperty(this, …)`. */
function assignsName({ ts }: WiringScope, declaration: ts.ClassLikeDeclaration): boolean {
  const isThis = (node: ts.Node | undefined): boolean => node?.kind === ts.SyntaxKind.ThisKeyword;
  const visit = (node: ts.Node): boolean => {
    if (ts.isBinaryExpression(node) && ts.isPropertyAccessExpression(node.left)) {
      const { expression, name } = node.left;
      if (isThis(expression) && name.text === "name" && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
        return true;
    }
    if (ts.isCallExpression(node) && isThis(node.arguments[0])) {
      if (/^Object\s*\.\s*(?:assign|define)/u.test(node.expression.getText())) return true;
    }
    return ts.forEachChild(node, (child) => visit(child)) === true;
  };
  return visit(declaration);
}
