import type { ts } from "ts-morph";
import { enclosing, type WiringScope } from "./wiring-scope.js";

/** The place of a key in a read of the module. */
export interface ReadPath {
  /** The type that the read starts from. */
  readonly root: ts.Type;
  /** The keys before this one. */
  readonly keys: readonly string[];
  /** The type that they lead to, which should have the key. */
  readonly found: ts.Type;
}

/** Returns the path to a key of a read in the module; undefined if `at` is none. */
export function readPath(scope: WiringScope, at: ts.Node): ReadPath | undefined {
  const { ts, checker } = scope;
  const call = enclosing(at, ts.isCallExpression);
  const argument = call?.arguments.findIndex((one) => one.pos <= at.pos && at.end <= one.end) ?? -1;
  const value = call?.arguments[0];
  if (call === undefined || argument < 1 || value === undefined) return undefined;
  const { root, keys: first } = rootOf(scope, value);
  const before = pathOf(scope, call.arguments[argument], at) ?? call.arguments.slice(1, argument);
  const keys = [...first, ...before.map((one) => keyOf(scope, one))];
  const type = checker.getTypeAtLocation(root);
  return { root: type, keys, found: keys.reduce((of, key) => propertyOf(scope, of, key), type) };
}

/** Returns `context`, and the keys that a read accesses as members of it. */
function rootOf(scope: WiringScope, value: ts.Expression): { readonly root: ts.Expression; readonly keys: string[] } {
  const { ts } = scope;
  const isDotted = ts.isPropertyAccessExpression(value);
  if (!isDotted && !ts.isElementAccessExpression(value)) return { root: value, keys: [] };
  const { root, keys } = rootOf(scope, value.expression);
  return { root, keys: [...keys, isDotted ? value.name.text : keyOf(scope, value.argumentExpression)] };
}

/** The keys before a place in a path that is a list: `matches(result, ["kind"], "refund")`. */
function pathOf(
  { ts }: WiringScope,
  argument: ts.Expression | undefined,
  at: ts.Node,
): readonly ts.Expression[] | undefined {
  if (argument === undefined || !ts.isArrayLiteralExpression(argument)) return undefined;
  return argument.elements.filter(({ end }) => end <= at.pos);
}

function keyOf({ ts }: WiringScope, node: ts.Expression): string {
  return ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) ? node.text : "";
}

/** The type of a property, or of the index signature if there is no such property. */
function propertyOf({ checker }: WiringScope, type: ts.Type, key: string): ts.Type {
  const shown = checker.getNonNullableType(type);
  const property = checker.getPropertyOfType(shown, key);
  if (property !== undefined) return checker.getTypeOfSymbol(property);
  return checker.getIndexInfosOfType(shown)[0]?.type ?? checker.getAnyType();
}
