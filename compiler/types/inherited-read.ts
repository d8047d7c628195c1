import type { ts } from "ts-morph";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { NodePlan } from "../plan.js";
import { payloadType } from "./arrivals.js";
import { nodeAt } from "./inexact-producer.js";
import { readPath } from "./read-path.js";
import type { ReadingPart } from "./reading-part.js";
import { type Findings, textAt, type WiringScope } from "./wiring-scope.js";

/**
 * Warns of a key that is a getter or a method of a class, such as `size` of a Map: a path reads an object's own
 * properties alone (SPEC 3), but TypeScript's types do not tell them from inherited ones.
 */
export function inheritedReads(scope: WiringScope, { id }: Pick<ReadingPart, "id">): Findings {
  const { checker, flow } = scope;
  const keys = flow.module.mappings.filter((mapping) => mapping.what === "read-key" && mapping.node === id);
  return keys.flatMap(({ start, span }): AnyFinding[] => {
    const key = textAt(scope, span);
    const at = nodeAt(scope, start);
    const found = readPath(scope, at)?.found;
    const name = scope.ts.isStringLiteralLike(at) ? at.text : key;
    const property = found && checker.getPropertyOfType(checker.getNonNullableType(found), name);
    if (property === undefined || !isInherited(scope, property)) return [];
    const read = flow.module.mappings.find(
      ({ what, start: from, end }) => what === "read" && from <= start && start < end,
    );
    const place = flow.text.slice((read?.span ?? span).start.offset, span.end.offset);
    return [{ code: "types/inherited-read", params: { place, key: name, of: ownerOf(property) }, span }];
  });
}

/** Reports an `items_key` that is a getter of what arrives at a loop. */
export function inheritedItems(scope: WiringScope, node: NodePlan): AnyFinding[] {
  if (node.kind !== "loop" || node.itemsKey === undefined) return [];
  const key = String(node.itemsKey);
  const payload = payloadType(scope, node.id);
  const property = payload && scope.checker.getPropertyOfType(scope.checker.getNonNullableType(payload), key);
  if (property === undefined || !isInherited(scope, property)) return [];
  const params = { place: key, key, of: ownerOf(property) };
  return [{ code: "types/inherited-read", params, span: node.itemsKeySpan ?? node.span }];
}

/** Whether each declaration of a property is that of a class's prototype. */
export function isInherited({ ts }: WiringScope, property: ts.Symbol): boolean {
  const declarations = property.declarations ?? [];
  return declarations.length > 0 && declarations.every((one) => isOfPrototype(ts, one));
}

function isOfPrototype(namespace: typeof ts, declaration: ts.Declaration): boolean {
  const { parent } = declaration;
  if (namespace.isClassLike(parent)) {
    return namespace.isAccessor(declaration) || namespace.isMethodDeclaration(declaration);
  }
  return namespace.isInterfaceDeclaration(parent) && isBuiltIn(parent) && !isOwn(parent.name.text, declaration);
}

/** The classes of JavaScript itself whose types are known to describe a prototype. */
const builtIns: ReadonlySet<string> = new Set([
  ...["Map", "Set", "WeakMap", "WeakSet", "Date", "RegExp", "Promise", "ArrayBuffer", "SharedArrayBuffer", "DataView"],
  ...["Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array"],
  ...["Float16Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"],
  ...["URL", "URLSearchParams", "Headers", "Request", "Response", "Blob", "File", "FormData"],
]);

function isBuiltIn({ name, parent }: ts.InterfaceDeclaration): boolean {
  return builtIns.has(name.text) && /(?:^|\/)lib\.[\w.]+\.d\.ts$/u.test(parent.getSourceFile().fileName);
}

/** The one property of these classes that objects have themselves. */
function isOwn(interfaceName: string, { symbol }: ts.Declaration & { readonly symbol?: ts.Symbol }): boolean {
  return interfaceName === "RegExp" && symbol?.name === "lastIndex";
}

function ownerOf({ declarations }: ts.Symbol): string {
  const parent: (ts.Node & { readonly name?: { readonly text?: string } }) | undefined = declarations?.[0]?.parent;
  return parent?.name?.text ?? "of its value";
}
