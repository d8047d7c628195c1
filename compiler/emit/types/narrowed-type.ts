import type { AlternativePlan, ComparisonPlan, ConditionPlan, KeyPlan, LiteralPlan, NodePlan } from "../../plan.js";
import { type EmitScope, resultOf } from "./emit-scope.js";
import { successType } from "./success-type.js";
import { literalType, reference, tupleType, type TypeNode, undefinedType, unionType } from "./type-node.js";

/** A choice of more alternatives is not followed from one to the next: its type would be too long. */
const mostFollowed = 16;

/** The type of a node's result where the alternatives before did not hold (SPEC 12). */
export function askedType(result: TypeNode, before: readonly AlternativePlan[]): TypeNode {
  if (before.length > mostFollowed) return result;
  return before.reduce<TypeNode>(
    (type, { condition }) => (condition === undefined ? type : narrowed(type, condition, false)),
    result,
  );
}

/**
 * What is left of a node's result where none of some alternatives holds. If they all ask about one value in it, what is left of
 * that value: more can be said of it.
 */
export function restType(result: TypeNode, alternatives: readonly AlternativePlan[]): TypeNode {
  const paths = alternatives.flatMap(({ condition }) => (condition === undefined ? [] : pathsIn(condition)));
  const [path] = paths;
  if (path === undefined || new Set(paths.map((one) => JSON.stringify(pathType(one)))).size > 1) {
    return askedType(result, alternatives);
  }
  const value = path.length === 0 ? result : reference("Reached", result, pathType(path));
  return alternatives.reduce<TypeNode>(
    (type, { condition }) => (condition === undefined ? type : narrowed(type, atRoot(condition), false)),
    value,
  );
}

function pathsIn(condition: ConditionPlan): (readonly KeyPlan[])[] {
  switch (condition.kind) {
    case "result":
      return [condition.path];
    case "not":
      return pathsIn(condition.member);
    case "and":
    case "or":
      return condition.members.flatMap(pathsIn);
    case "comparison":
      return [condition.left, condition.right].flatMap(pathsIn);
    default:
      return [];
  }
}

/** A condition that asks about a value of the result, as a condition about the value itself. */
function atRoot(condition: ConditionPlan): ConditionPlan {
  switch (condition.kind) {
    case "result":
      return { ...condition, path: [] };
    case "not":
      return { ...condition, member: atRoot(condition.member) };
    case "and":
    case "or":
      return { ...condition, members: condition.members.map(atRoot) };
    case "comparison":
      return { ...condition, left: atRoot(condition.left), right: atRoot(condition.right) };
    default:
      return condition;
  }
}

/** The type of what a node sends to a successor, as its condition narrows it. */
export function sentType(scope: EmitScope, node: NodePlan, to: string): TypeNode {
  const { id, choices } = node;
  for (const { alternatives } of choices) {
    const position = alternatives.findIndex(({ targets }) => targets.includes(to));
    const found = alternatives[position];
    if (found === undefined) continue;
    const asked = askedType(successType(scope, node), alternatives.slice(0, position));
    return found.condition === undefined ? asked : narrowed(asked, found.condition, true);
  }
  return resultOf(id);
}

/**
 * The members of a result's type for which a condition can hold, or not hold. Comparisons with values that the condition
 * states tell members apart, and so does asking for a value.
 */
function narrowed(type: TypeNode, condition: ConditionPlan, isHeld: boolean): TypeNode {
  switch (condition.kind) {
    case "not":
      return narrowed(type, condition.member, !isHeld);
    case "and":
    case "or": {
      const isAll = (condition.kind === "and") === isHeld;
      if (isAll) return condition.members.reduce<TypeNode>((found, member) => narrowed(found, member, isHeld), type);
      const members = condition.members.map((member) => narrowed(type, member, isHeld));
      return members.includes(type) ? type : unionType(members);
    }
    case "comparison":
      return narrowedBy(type, condition, isHeld);
    case "result": {
      const falsy = reference("Falsy");
      return isHeld ? unless(type, condition.path, falsy) : where(type, condition.path, falsy);
    }
    default:
      return type;
  }
}

function narrowedBy(type: TypeNode, { operator, left, right }: ComparisonPlan, isHeld: boolean): TypeNode {
  const isEqual = (operator !== "!=") === isHeld;
  const [value, stated] =
    left.kind === "result" ? [left, literalsOf(right)] : [right, operator === "in" ? undefined : literalsOf(left)];
  const isKnown = operator === "==" || operator === "!=" || operator === "in";
  if (value.kind !== "result" || stated === undefined || stated.length === 0 || !isKnown) return type;
  // `null` stands for undefined, too.
  const meant = unionType(
    stated.flatMap(({ value: one }) => (one === null ? [literalType(null), undefinedType] : [literalType(one)])),
  );
  return isEqual ? where(type, value.path, meant) : unless(type, value.path, meant);
}

function literalsOf(side: ConditionPlan): readonly LiteralPlan[] | undefined {
  if (side.kind === "literal") return [side];
  return side.kind === "literal-list" ? side.items : undefined;
}

function where(type: TypeNode, path: readonly KeyPlan[], value: TypeNode): TypeNode {
  return reference("Where", type, pathType(path), value);
}

/** `Unless<Unless<T, P, "a">, P, "b">` is written `Unless<T, P, "a" | "b">`. */
function unless(type: TypeNode, path: readonly KeyPlan[], value: TypeNode): TypeNode {
  const own = pathType(path);
  if (type.kind === "reference" && type.name === "Unless") {
    const [inner, other, before] = type.args;
    const isSame = JSON.stringify(other) === JSON.stringify(own);
    if (isSame && inner !== undefined && before !== undefined) {
      return reference("Unless", inner, own, unionType([before, value]));
    }
  }
  return reference("Unless", type, own, value);
}

function pathType(path: readonly KeyPlan[]): TypeNode {
  return tupleType(path.map(({ value }) => literalType(value)));
}
