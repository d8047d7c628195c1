import type { ts } from "ts-morph";
import { closestNames } from "../diagnostics/closest-names.js";
import type { Span } from "../diagnostics/span.js";
import type { DataListPlan, DataObjectPlan, DataPlan } from "../plan.js";
import { membersOf } from "./members-of.js";
import { printType, withoutUndefined } from "./print-type.js";
import type { TypeWorld } from "./wiring-scope.js";

/** A part of a config, and the type wanted there. */
export interface ConfigPart {
  readonly data: DataPlan;
  /** The same part in the module; undefined if the node has no config. */
  readonly at: ts.Expression | undefined;
  readonly wanted: ts.Type;
  /** Its place in words, such as `config.base`. */
  readonly place: string;
  /** Where faults of the part are reported: at its key or, in a list, at the part itself. */
  readonly span: Span;
  readonly declaration: ts.Declaration | undefined;
  readonly isOptional: boolean;
}

export interface PartFault {
  readonly place: string;
  /** What is wanted, such as `config.base: string`; empty for an unknown key. */
  readonly takes: readonly string[];
  readonly given: string | undefined;
  /** The keys that are missing, or those that exist. */
  readonly keys: readonly string[];
  /** A key that does not exist. */
  readonly unknown?: string;
  readonly span: Span;
  readonly declaration: ts.Declaration | undefined;
}

/** Returns the faults in a part of a config, each at its own place. A part that TypeScript accepts has none. */
export function partFaults(world: TypeWorld, part: ConfigPart): PartFault[] {
  const { ts } = world;
  if (membersOf(part.wanted).some(({ flags }) => (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0)) return [];
  if (part.data.kind === "list") return listFaults(world, part, part.data);
  if (part.data.kind === "object") return objectFaults(world, part, part.data);
  return fits(world, part) ? [] : [wrongPart(world, part)];
}

function fits({ checker }: TypeWorld, { at, wanted }: ConfigPart): boolean {
  return at !== undefined && checker.isTypeAssignableTo(checker.getTypeAtLocation(at), wanted);
}

function listFaults(world: TypeWorld, part: ConfigPart, { items }: DataListPlan): PartFault[] {
  const { ts, checker } = world;
  const { at, wanted, place } = part;
  const lists = membersOf(wanted).filter((type) => checker.isArrayType(type) || checker.isTupleType(type));
  const [only, ...more] = lists;
  const elements = at !== undefined && ts.isArrayLiteralExpression(at) ? at.elements : [];
  const faults = items.flatMap((data, index): PartFault[] => {
    const element = only === undefined || more.length > 0 ? undefined : elementType(world, only, index);
    if (element === undefined) return [];
    const own = { data, at: elements[index], wanted: element, place: `${place}[${index}]`, span: data.span };
    return partFaults(world, { ...part, ...own, isOptional: false });
  });
  return faults.length > 0 || fits(world, part) ? faults : [wrongPart(world, part)];
}

function elementType({ checker }: TypeWorld, list: ts.Type, index: number): ts.Type | undefined {
  const own = checker.isTupleType(list) ? checker.getPropertyOfType(list, String(index)) : undefined;
  return own === undefined ? checker.getIndexInfosOfType(list)[0]?.type : checker.getTypeOfSymbol(own);
}

function objectFaults(world: TypeWorld, part: ConfigPart, data: DataObjectPlan): PartFault[] {
  const { ts, checker } = world;
  const members = membersOf(part.wanted);
  if (members.some((type) => takesAnyObject(world, type))) return [];
  const objects = members.filter((type) => {
    const isObject = (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
    return (
      isObject && !checker.isArrayType(type) && !checker.isTupleType(type) && type.getCallSignatures().length === 0
    );
  });
  const meant = objects.length > 1 ? objects.filter((type) => fitsLiterals(world, type, { part, data })) : objects;
  const [only, ...more] = meant;
  if (only !== undefined && more.length === 0) return memberFaults(world, { ...part, wanted: only }, data);
  const faults = data.entries.flatMap((entry) =>
    entryFaults(world, part, { entry, members: meant.length > 0 ? meant : objects }),
  );
  if (faults.length > 0 || fits(world, part)) return faults;
  const needsNothing = part.at === undefined && objects.some((type) => requiredOf(world, type).length === 0);
  return needsNothing ? [] : [wrongPart(world, part)];
}

/** Whether TypeScript allows any key, as in `object` and `{}`. */
function takesAnyObject({ ts, checker }: TypeWorld, type: ts.Type): boolean {
  if ((type.flags & ts.TypeFlags.NonPrimitive) !== 0) return true;
  if ((type.flags & ts.TypeFlags.Object) === 0 || type.getCallSignatures().length > 0) return false;
  return checker.getPropertiesOfType(type).length === 0 && checker.getIndexInfosOfType(type).length === 0;
}

interface Given {
  readonly part: ConfigPart;
  readonly data: DataObjectPlan;
}

/** Whether the literals of an object match those that a member of a union requires, such as `kind: "http"`. */
function fitsLiterals(world: TypeWorld, type: ts.Type, { part, data }: Given): boolean {
  const { checker } = world;
  return data.entries.every(({ key }) => {
    const property = checker.getPropertyOfType(type, key.value);
    const wanted = property && checker.getTypeOfSymbol(property);
    const at = memberAt(world, part.at, key.value);
    if (wanted === undefined || at === undefined || !isOfUnits(world, wanted)) return true;
    return checker.isTypeAssignableTo(checker.getTypeAtLocation(at), wanted);
  });
}

function isOfUnits({ ts }: TypeWorld, type: ts.Type): boolean {
  return membersOf(type).every(({ flags }) => (flags & ts.TypeFlags.Unit) !== 0);
}

interface EntryOf {
  readonly entry: DataObjectPlan["entries"][number];
  /** The object types that may be meant. */
  readonly members: readonly ts.Type[];
}

/** Returns the faults of one entry: its key is unknown, or its value is wrong. */
function entryFaults(world: TypeWorld, part: ConfigPart, { entry, members }: EntryOf): PartFault[] {
  const { ts, checker } = world;
  const { key, value } = entry;
  const place = `${part.place}${keyText(key.value)}`;
  const found = members.flatMap((type) => checker.getPropertyOfType(type, key.value) ?? []);
  const indexed = members.flatMap((type) => checker.getIndexInfosOfType(type));
  if (found.length === 0 && indexed.length === 0) {
    const keys = [...new Set(members.flatMap((type) => checker.getPropertiesOfType(type).map(({ name }) => name)))];
    const unknown = key.value;
    return [{ place, takes: [], given: undefined, keys, unknown, span: key.span, declaration: undefined }];
  }
  const [own, ...others] = found;
  const isShared = others.length > 0;
  // For a union: what all its members take there.
  const property = isShared ? checker.getPropertyOfType(part.wanted, key.value) : own;
  const [index] = indexed.filter(({ keyType }) => (keyType.flags & ts.TypeFlags.String) !== 0);
  const wanted = property === undefined ? index?.type : checker.getTypeOfSymbol(property);
  if (wanted === undefined || (isShared && value.kind !== "literal")) return [];
  const isOptional = property !== undefined && (property.flags & ts.SymbolFlags.Optional) !== 0;
  const at = memberAt(world, part.at, key.value);
  const declaration = own?.declarations?.[0] ?? part.declaration;
  return partFaults(world, { data: value, at, wanted, place, span: key.span, declaration, isOptional });
}

/** Returns the faults of an object whose type is known: those of its entries, then the missing keys. */
function memberFaults(world: TypeWorld, part: ConfigPart, data: DataObjectPlan): PartFault[] {
  const faults = data.entries.flatMap((entry) => entryFaults(world, part, { entry, members: [part.wanted] }));
  const unknown = faults.flatMap((fault) => fault.unknown ?? []);
  const missing = requiredOf(world, part.wanted).filter(({ name }) => {
    return (
      !data.entries.some(({ key }) => key.value === name) &&
      !unknown.some((key) => closestNames(key, [name]).length > 0)
    );
  });
  const [first] = missing;
  if (first === undefined) return faults;
  const takes = missing.map((property) => {
    return `${part.place}${keyText(property.name)}: ${printType(world, world.checker.getTypeOfSymbol(property))}`;
  });
  const keys = missing.map(({ name }) => name);
  const declaration = first.declarations?.[0];
  return [...faults, { place: part.place, takes, given: undefined, keys, span: part.span, declaration }];
}

function requiredOf({ ts, checker }: TypeWorld, type: ts.Type): ts.Symbol[] {
  return checker.getPropertiesOfType(type).filter(({ flags }) => (flags & ts.SymbolFlags.Optional) === 0);
}

/** Returns the value of a key in the module's object. */
function memberAt({ ts }: TypeWorld, at: ts.Expression | undefined, key: string): ts.Expression | undefined {
  if (at === undefined || !ts.isObjectLiteralExpression(at)) return undefined;
  for (const member of at.properties) {
    if (!ts.isPropertyAssignment(member)) continue;
    const name = ts.isComputedPropertyName(member.name) ? member.name.expression : member.name;
    const isNamed = ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name);
    if (isNamed && name.text === key) return member.initializer;
  }
  return undefined;
}

/** Returns the fault of a part as a whole. */
export function wrongPart(
  world: TypeWorld,
  { at, data, wanted, place, span, declaration, isOptional }: ConfigPart,
): PartFault {
  const type = isOptional ? withoutUndefined(world, wanted) : wanted;
  const takes = [`${place}${isOptional ? "?" : ""}: ${printType(world, type)}`];
  const given = at === undefined ? undefined : givenText(world, at, wanted);
  return { place, takes, given, keys: [], span: data.kind === "literal" ? data.span : span, declaration };
}

/** The type of the given value, shown as a literal if literals are wanted. */
function givenText(world: TypeWorld, at: ts.Expression, wanted: ts.Type): string {
  const { checker } = world;
  const given = checker.getTypeAtLocation(at);
  const wantsLiteral = membersOf(wanted).some((type) => type.isLiteral());
  return printType(world, wantsLiteral ? given : checker.getBaseTypeOfLiteralType(given));
}

function keyText(key: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
