import type { ts } from "ts-morph";
import { symbolKey } from "./symbol-key.js";
import type { TypeWorld } from "./wiring-scope.js";

const maxMembers = 6;
const maxUnion = 16;
const maxDepth = 3;
const maxLength = 160;
const maxNesting = 6;

/** Prints a type in the user's words: objects are spelled out, and no names of the generated module appear. */
export function printType(world: TypeWorld, type: ts.Type): string {
  const text = print(world, type, 0);
  return text.length > maxLength ? print(world, type, maxDepth - 1) : text;
}

/** `around` are the unions and arrays that the type is printed in: one that contains itself (`Json`) is named there. */
function print(world: TypeWorld, type: ts.Type, depth: number, around: readonly ts.Type[] = []): string {
  const { ts, checker } = world;
  if ((type.flags & ts.TypeFlags.Boolean) !== 0) return "boolean";
  // A generic type may contain itself with ever other arguments, so depth ends it too.
  if (around.includes(type) || around.length > maxNesting) return printNamed(world, type);
  if (type.isUnion() && (type.flags & ts.TypeFlags.EnumLike) === 0)
    return printUnion(world, type, depth, [...around, type]);
  if (checker.isArrayType(type)) return printArray(world, type, depth, [...around, type]);
  if (type.isIntersection() && type.types.some((one) => checker.isArrayType(one))) {
    return type.types.map((one) => print(world, one, depth, around)).join(" & ");
  }
  if (type.isIntersection() || isPlainObject(world, type)) return printObject(world, type, depth, around);
  return printNamed(world, type);
}

function printUnion(world: TypeWorld, type: ts.UnionType, depth: number, around: readonly ts.Type[]): string {
  const { ts } = world;
  const isLast = (member: ts.Type): number =>
    (member.flags & ts.TypeFlags.Null) !== 0 ? 1 : (member.flags & ts.TypeFlags.Undefined) !== 0 ? 2 : 0;
  const numberOf = (member: ts.Type): number => (member.isNumberLiteral() ? member.value : 0);
  const members = [...type.types].sort((one, other) => isLast(one) - isLast(other) || numberOf(one) - numberOf(other));
  const texts = new Set(members.map((member) => inUnion(member, print(world, member, depth, around))));
  if (texts.delete("true") && !texts.delete("false")) texts.add("true");
  else if (type.types.includes(world.checker.getTrueType())) texts.add("boolean");
  const shown = [...texts];
  if (shown.length > maxUnion) shown.splice(maxUnion - 1, Infinity, `… (${texts.size - maxUnion + 1} more)`);
  return shown.join(" | ");
}

/** A function type in a union needs parentheses, unless a name stands for it. */
function inUnion(type: ts.Type, text: string): string {
  const isFunction = type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0;
  return isFunction && text.includes("=>") ? `(${text})` : text;
}

function printArray(world: TypeWorld, type: ts.Type, depth: number, around: readonly ts.Type[]): string {
  const element = world.checker.getIndexInfosOfType(type)[0]?.type;
  if (element === undefined) return printNamed(world, type);
  const text = print(world, element, depth + 1, around);
  const isReadonly = type.getSymbol()?.name === "ReadonlyArray";
  return `${isReadonly ? "readonly " : ""}${isCompound(text) ? `(${text})` : text}[]`;
}

/** Whether a type needs parentheses as the element of an array. Text inside brackets and quotes does not count. */
function isCompound(text: string): boolean {
  let outside = text.replaceAll(/"(?:[^"\\]|\\.)*"/gu, "").replaceAll("=>", "|");
  for (let before = ""; before !== outside;) {
    before = outside;
    outside = outside.replaceAll(/\{[^{}]*\}|\([^()]*\)|\[[^[\]]*\]|<[^<>]*>/gu, "");
  }
  return /[|&]/u.test(outside);
}

function printObject(world: TypeWorld, type: ts.Type, depth: number, around: readonly ts.Type[]): string {
  const { ts, checker } = world;
  const named = type.aliasSymbol ?? type.getSymbol();
  if (depth >= maxDepth) return named === undefined || isHelper(world, named) ? "{ … }" : named.name;
  const properties = checker.getPropertiesOfType(type).filter((one) => symbolKey(world, one) === undefined);
  const shown = properties.slice(0, maxMembers).map((property) => {
    const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    const of = checker.getTypeOfSymbol(property);
    const text = print(world, isOptional ? withoutUndefined(world, of) : of, depth + 1, around);
    return `${/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(property.name) ? property.name : JSON.stringify(property.name)}${isOptional ? "?" : ""}: ${text}`;
  });
  if (properties.length > maxMembers) shown.push("…");
  return shown.length === 0 ? "{}" : `{ ${shown.join("; ")} }`;
}

/** Removes the undefined that comes from being optional. */
export function withoutUndefined({ ts, checker }: TypeWorld, type: ts.Type): ts.Type {
  if (!type.isUnion() || type.types.some((member) => (member.flags & ts.TypeFlags.Null) !== 0)) return type;
  return checker.getNonNullableType(type);
}

/** Whether a type is best shown by its members: it is neither a function nor a class of a library. */
function isPlainObject({ ts, checker }: TypeWorld, type: ts.Type): boolean {
  if ((type.flags & ts.TypeFlags.Object) === 0 || checker.isTupleType(type)) return false;
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return false;
  if (checker.getIndexInfosOfType(type).length > 0) return false;
  const declaration = type.getSymbol()?.declarations?.[0];
  if (declaration === undefined) return true;
  const { fileName, isDeclarationFile } = declaration.getSourceFile();
  return !(isDeclarationFile && (/\/lib\.[^/]*\.d\.ts$/u.test(fileName) || fileName.includes("/node_modules/")));
}

/** Whether a name says nothing to the user: there is none, or it is the generated module's. */
function isHelper({ ts }: TypeWorld, { flags, name }: ts.Symbol): boolean {
  const isAnonymous = (flags & (ts.SymbolFlags.TypeLiteral | ts.SymbolFlags.ObjectLiteral)) !== 0;
  return isAnonymous || name === "Plain" || name === "Payloads" || name === "Results";
}

/** Prints a type as TypeScript does, but without the modules that its names come from and without `Plain<…>`. */
function printNamed({ ts, checker }: TypeWorld, type: ts.Type): string {
  const { NoTruncation, UseAliasDefinedOutsideCurrentScope } = ts.NodeBuilderFlags;
  const node = checker.typeToTypeNode(type, undefined, NoTruncation | UseAliasDefinedOutsideCurrentScope);
  if (node === undefined) return checker.typeToString(type);
  // `visibleText` makes controls visible when a message is printed; other characters stay as they are.
  const flags = ts.EmitFlags.SingleLine | ts.EmitFlags.NoAsciiEscaping;
  const { transformed } = ts.transform<ts.Node>(node, [
    (context) => (root) => {
      const visit = (part: ts.Node): ts.Node => {
        const inner = ts.visitEachChild(part, visit, context);
        return ts.setEmitFlags(isPlain(ts, inner) ? literalOf(ts, inner) : inner, flags);
      };
      return visit(root);
    },
  ]);
  const file = ts.createSourceFile("type.ts", "", ts.ScriptTarget.Latest);
  const printer = ts.createPrinter({ removeComments: true });
  return printer.printNode(ts.EmitHint.Unspecified, transformed[0] ?? node, file);
}

interface PlainNode extends ts.TypeReferenceNode {
  readonly typeArguments: ts.NodeArray<ts.TypeLiteralNode>;
}

/** Whether a type is `Plain<{ … }>`, which the generated module writes for a plain object. */
function isPlain(namespace: typeof ts, node: ts.Node): node is PlainNode {
  if (!namespace.isTypeReferenceNode(node) || !namespace.isIdentifier(node.typeName)) return false;
  const { typeArguments = [] } = node;
  return node.typeName.text === "Plain" && typeArguments.length > 0 && typeArguments.every(namespace.isTypeLiteralNode);
}

/** The object type that `Plain<{ … }>` stands for. The members of its second argument are optional. */
function literalOf({ factory, isPropertySignature, SyntaxKind }: typeof ts, node: PlainNode): ts.TypeLiteralNode {
  const [required, optional] = node.typeArguments;
  const members = (optional?.members ?? []).map((member) => {
    if (!isPropertySignature(member)) return member;
    const { modifiers, name, type } = member;
    const mark = factory.createToken(SyntaxKind.QuestionToken);
    return factory.updatePropertySignature(member, modifiers, name, mark, type);
  });
  return factory.createTypeLiteralNode([...(required?.members ?? []), ...members]);
}
