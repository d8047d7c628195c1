import type { ts } from "ts-morph";
import { decideChoices } from "../analyze/conditions/decide.js";
import type { Decision, Decisions } from "../decisions.js";
import type { FunctionPlan, NodePlan, RouterPlan } from "../plan.js";
import { inexactness } from "./callable-contract.js";
import { calledIn } from "./inexact-producer.js";
import { isRoute } from "./is-route.js";
import { isMapping } from "./is-mapping.js";
import { knownCases } from "./known-cases.js";
import { membersOf } from "./members-of.js";
import { type TypeWorld, type WiredFlow, type WiringScope, wiringScope } from "./wiring-scope.js";

/**
 * Returns what the types of rules say about the choices of routers, and the types of results about those of plain nodes
 * that route by keys or have conditions (SPEC 5, 10, 12). A router whose type leaves its targets open has no entry. Without these, the analysis
 * assumes that a router may choose one target, several or none, and that a plain node starts all; with them, its findings
 * are more precise.
 */
export function findDecisions(world: TypeWorld, flow: WiredFlow): Decisions {
  const scope = wiringScope(world, flow);
  return Object.fromEntries(
    flow.plan.nodes.flatMap((node): [string, readonly Decision[]][] => {
      if (node.kind === "loop") return [];
      if (node.kind === "function" && node.choices.length > 0) {
        const cases = knownCases(scope, node);
        return cases === undefined ? [] : [[node.id, decideChoices(node.choices, cases)]];
      }
      const decisions = node.kind === "router" ? decisionsOf(scope, node) : decisionsByKeys(scope, node);
      return decisions === undefined ? [] : [[node.id, decisions]];
    }),
  );
}

const nothing: Decision = { always: [], maybe: [] };

function decisionsOf(scope: WiringScope, node: RouterPlan): Decision[] | undefined {
  const { checker } = scope;
  const signatures = calledIn(scope, node.id)?.getCallSignatures() ?? [];
  const [signature] = signatures;
  if (signature === undefined || inexactness(signatures) !== undefined) return undefined;
  const returned = signature.getReturnType();
  const members = membersOf(checker.getAwaitedType(returned) ?? returned);
  const found = members.map((member) => decisionsOfMember(scope, node, member));
  if (found.includes(undefined)) return undefined;
  // Without `strictNullChecks` every type includes null and undefined, which choose nothing.
  const isLoose = checker.isTypeAssignableTo(checker.getUndefinedType(), checker.getStringType());
  return distinct([...found.flatMap((decisions) => decisions ?? []), ...(isLoose ? [nothing] : [])]);
}

/**
 * Returns the decisions of a plain node: a mapping of its successors' ids starts those that it has, anything else
 * starts all of them. Undefined if it always starts all.
 */
function decisionsByKeys(scope: WiringScope, node: FunctionPlan): Decision[] | undefined {
  const result = returnedOf(scope, node);
  if (result === undefined) return undefined;
  const ids = node.successors.map(({ id }) => id);
  const found = membersOf(result).flatMap((member) => {
    const decisions = isMapping(scope, node, member) ? decisionsOfMapping(scope, node, member) : undefined;
    return decisions ?? [{ always: ids, maybe: [] }];
  });
  return found.every(({ always }) => always.length === ids.length) ? undefined : distinct(found);
}

/** What the callable of a plain node returns, awaited; undefined if it depends on the payload. */
function returnedOf(scope: WiringScope, node: FunctionPlan): ts.Type | undefined {
  const signatures = calledIn(scope, node.id)?.getCallSignatures() ?? [];
  const returned = signatures[0]?.getReturnType();
  if (returned === undefined || inexactness(signatures) !== undefined) return undefined;
  return scope.checker.getAwaitedType(returned) ?? returned;
}

/** Returns the decisions of one member of a rule's return type; undefined if its choices are unknown. */
function decisionsOfMember(scope: WiringScope, node: NodePlan, type: ts.Type): Decision[] | undefined {
  const { ts, checker } = scope;
  if ((type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0) return [nothing];
  if ((type.flags & ts.TypeFlags.Never) !== 0) return [];
  const one = targetsOf(scope, type);
  if (one !== undefined) return one.map((id) => ({ always: [id], maybe: [] }));
  if (checker.isTupleType(type) || checker.isArrayType(type)) return decisionsOfList(scope, type);
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return undefined;
  return decisionsOfMapping(scope, node, type);
}

/** Returns the possible targets of a `route()` or an id; undefined for anything else, or if any id is possible. */
function targetsOf(scope: WiringScope, type: ts.Type): string[] | undefined {
  if (type.isStringLiteral()) return [type.value];
  const target = isRoute(scope, type) ? scope.checker.getPropertyOfType(type, "target") : undefined;
  if (target === undefined) return undefined;
  const members = membersOf(scope.checker.getTypeOfSymbol(target));
  const ids = members.flatMap((member) => (member.isStringLiteral() ? [member.value] : []));
  return ids.length === members.length ? ids : undefined;
}

function decisionsOfList(scope: WiringScope, type: ts.Type): Decision[] | undefined {
  const { ts, checker } = scope;
  if (!isReference(ts, type)) return undefined;
  const elements = checker.getTypeArguments(type).map((element) => {
    const found = membersOf(element).map((member) => targetsOf(scope, member));
    return found.includes(undefined) ? undefined : [...new Set(found.flatMap((ids) => ids ?? []))];
  });
  if (elements.includes(undefined)) return undefined;
  const known = elements.map((ids) => ids ?? []);
  const isOnce = (id: string): boolean => known.filter((ids) => ids.includes(id)).length === 1;
  const isFixed = (index: number): boolean =>
    isTuple(ts, type.target) && type.target.elementFlags[index] === ts.ElementFlags.Required;
  const always = known.flatMap((ids, index) => (ids.length === 1 && isFixed(index) ? ids.filter(isOnce) : []));
  const maybe = [...new Set(known.flat())].filter((id) => !always.includes(id));
  return [{ always, maybe }];
}

/**
 * Returns the decisions of a mapping of targets. An object may have keys that its type does not name, unless the type
 * excludes them.
 */
function decisionsOfMapping(scope: WiringScope, node: NodePlan, type: ts.Type): Decision[] | undefined {
  const { ts, checker } = scope;
  if (checker.getIndexInfosOfType(type).length > 0 || type.getCallSignatures().length > 0) return undefined;
  const always: string[] = [];
  const maybe: string[] = [];
  for (const { id } of node.successors) {
    const property = checker.getPropertyOfType(type, id);
    const isOptional = property !== undefined && (property.flags & ts.SymbolFlags.Optional) !== 0;
    if (property === undefined) maybe.push(id);
    else if (isAbsent(scope, property, isOptional)) continue;
    else if (isOptional) maybe.push(id);
    else always.push(id);
  }
  return [{ always, maybe }];
}

function isAbsent({ ts, checker }: WiringScope, property: ts.Symbol, isOptional: boolean): boolean {
  const type = checker.getTypeOfSymbol(property);
  if ((type.flags & ts.TypeFlags.Never) !== 0) return true;
  return isOptional && membersOf(type).every(({ flags }) => (flags & ts.TypeFlags.Undefined) !== 0);
}

function isReference(namespace: WiringScope["ts"], type: ts.Type): type is ts.TypeReference {
  const isObject = (type.flags & namespace.TypeFlags.Object) !== 0;
  return isObject && "objectFlags" in type && "target" in type;
}

function isTuple(namespace: WiringScope["ts"], type: ts.GenericType): type is ts.TupleType {
  return (type.objectFlags & namespace.ObjectFlags.Tuple) !== 0;
}

function distinct(decisions: readonly Decision[]): Decision[] {
  const found = new Map(decisions.map((decision) => [JSON.stringify(decision), decision]));
  return [...found.values()];
}
