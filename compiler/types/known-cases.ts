import type { ts } from "ts-morph";
import type { KnownCase } from "../analyze/conditions/decide.js";
import type { Known } from "../analyze/conditions/questions.js";
import { object, other, type Sample, type Stated, zeroBigint } from "../analyze/conditions/samples.js";
import type { FunctionPlan } from "../plan.js";
import { resultType } from "./arrivals.js";
import type { WiringScope } from "./wiring-scope.js";

/** A result with more kinds than this is taken as one: what can be known of each is then known of all together. */
const mostCases = 64;

/**
 * Returns what the type of a node's result says about the values that its conditions read: one case for each member of a
 * union. Undefined if it says nothing.
 */
export function knownCases(scope: WiringScope, node: FunctionPlan): KnownCase[] | undefined {
  const { ts, checker } = scope;
  const type = resultType(scope, node.id);
  // Without `strictNullChecks` every type includes null and undefined.
  const isLoose = checker.isTypeAssignableTo(checker.getUndefinedType(), checker.getStringType());
  if (type === undefined || isLoose || (type.flags & open(ts)) !== 0) return undefined;
  const members = membersOf(type);
  return (members.length > mostCases ? [members] : members.map((member) => [member])).map((kinds): KnownCase => {
    return (value) => {
      if (value.kind !== "result") return undefined;
      const found = value.path.reduce<readonly ts.Type[] | undefined>(
        (types, { value: key }) => allOf(types?.map((one) => valuesAt(scope, one, String(key)))),
        kinds,
      );
      return found === undefined ? undefined : knownOf(scope, found);
    };
  });
}

function open({ TypeFlags }: WiringScope["ts"]): ts.TypeFlags {
  return TypeFlags.Any | TypeFlags.Unknown | TypeFlags.Never | TypeFlags.Instantiable;
}

function membersOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

function allOf(lists: readonly (readonly ts.Type[] | undefined)[] | undefined): readonly ts.Type[] | undefined {
  const known = lists?.flatMap((list) => (list === undefined ? [] : [list]));
  return known === undefined || known.length !== lists?.length ? undefined : known.flat();
}

/** What values of a type can have at a key; undefined if that is not known. Where a type has no such key, there is nothing. */
function valuesAt({ ts, checker }: WiringScope, type: ts.Type, key: string): readonly ts.Type[] | undefined {
  const { TypeFlags, SymbolFlags } = ts;
  const nothing = checker.getUndefinedType();
  if ((type.flags & (TypeFlags.Null | TypeFlags.Undefined | TypeFlags.Void)) !== 0) return [nothing];
  if ((type.flags & (TypeFlags.Object | TypeFlags.Intersection)) === 0) return undefined;
  const property = checker.getPropertyOfType(type, key);
  if (property === undefined) return checker.getIndexInfosOfType(type).length > 0 ? undefined : [nothing];
  const found = membersOf(checker.getTypeOfSymbol(property));
  return (property.flags & SymbolFlags.Optional) === 0 ? found : [...found, nothing];
}

/** Undefined if a value of one of the types can be anything. */
function knownOf(scope: WiringScope, types: readonly ts.Type[]): Known | undefined {
  const { ts, checker } = scope;
  if (types.some(({ flags }) => (flags & open(ts)) !== 0)) return undefined;
  const stated = new Set<Stated>();
  const kinds = new Set<Kind>();
  for (const type of types.flatMap(membersOf).flatMap((one) => unbranded(scope, one))) {
    if (type.isStringLiteral() || type.isNumberLiteral()) stated.add(type.value);
    else if ((type.flags & ts.TypeFlags.BooleanLiteral) !== 0) stated.add(checker.typeToString(type) === "true");
    else for (const kind of kindsOf(scope, type)) kinds.add(kind);
  }
  return { stated: [...stated], canBe: (sample) => kinds.has(kindOf(sample)) || isStated(sample, stated) };
}

/** A kind of samples. */
type Kind = "undefined" | "null" | "boolean" | "number" | "string" | typeof zeroBigint | typeof other | typeof object;

function kindOf(sample: Sample): Kind {
  if (sample === undefined) return "undefined";
  if (sample === null) return "null";
  if (typeof sample === "symbol") return sample;
  return typeof sample === "string" ? "string" : typeof sample === "number" ? "number" : "boolean";
}

function isStated(sample: Sample, stated: ReadonlySet<Stated>): boolean {
  return sample !== undefined && typeof sample !== "symbol" && stated.has(sample);
}

/** A branded text is a text. */
function unbranded({ ts }: WiringScope, type: ts.Type): readonly ts.Type[] {
  const plain = type.isIntersection() ? type.types.filter(({ flags }) => (flags & ts.TypeFlags.Object) === 0) : [];
  return plain.length > 0 ? plain : [type];
}

/** The kinds of samples that stand for values of a type. */
function kindsOf(scope: WiringScope, type: ts.Type): Kind[] {
  const { ts, checker } = scope;
  const { TypeFlags } = ts;
  const table: readonly (readonly [ts.TypeFlags, readonly Kind[], ts.Type | undefined])[] = [
    [TypeFlags.Undefined | TypeFlags.Void, ["undefined"], undefined],
    [TypeFlags.Null, ["null"], undefined],
    [TypeFlags.StringLike, ["string"], checker.getStringType()],
    [TypeFlags.NumberLike, ["number"], checker.getNumberType()],
    [TypeFlags.BooleanLike, ["boolean"], checker.getBooleanType()],
    [TypeFlags.BigIntLike, [zeroBigint, other], checker.getBigIntType()],
    [TypeFlags.ESSymbolLike, [other], undefined],
  ];
  const primitive = table.find(([flags]) => (type.flags & flags) !== 0);
  if (primitive !== undefined) return [...primitive[1]];
  // Any object may be a date. `{}` takes texts and numbers, too.
  const also = table.filter(([, , one]) => one !== undefined && checker.isTypeAssignableTo(one, type));
  return [object, other, ...also.flatMap(([, kinds]) => kinds)];
}
