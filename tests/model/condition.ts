/** Conditions as SPEC 12 and 17 describe them, evaluated without the compiler or the runtime. */
import { OwnError } from "./model.js";

export type Literal = string | number | boolean | null;

export type Operand =
  | { readonly kind: "path"; readonly root: "result" | "ctx" | "payload" | "env"; readonly keys: readonly string[] }
  | { readonly kind: "literal"; readonly value: Literal }
  /** Joined by `??`. */
  | { readonly kind: "first"; readonly operands: readonly Operand[] };

export type Condition =
  | { readonly kind: "and" | "or"; readonly members: readonly Condition[] }
  | { readonly kind: "not"; readonly member: Condition }
  | { readonly kind: "compared"; readonly operator: Operator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: "listed"; readonly value: Operand; readonly list: readonly Literal[] | Operand }
  | { readonly kind: "held"; readonly value: Operand };

export type Operator = "==" | "!=" | "<" | "<=" | ">" | ">=";

interface Known {
  readonly result: unknown;
  readonly context: unknown;
}

/** @throws OwnError for values that cannot be compared */
export function isTrue(condition: Condition, known: Known): boolean {
  switch (condition.kind) {
    case "and":
      return condition.members.every((member) => isTrue(member, known));
    case "or":
      return condition.members.some((member) => isTrue(member, known));
    case "not":
      return !isTrue(condition.member, known);
    case "held":
      return Boolean(valueOf(condition.value, known));
    case "compared":
      return isCompared(condition, known);
    case "listed":
      return isListed(valueOf(condition.value, known), condition.list, known);
  }
}

function isCompared({ operator, left, right }: Condition & { kind: "compared" }, known: Known): boolean {
  const [one, other] = [valueOf(left, known), valueOf(right, known)];
  if (operator !== "==" && operator !== "!=") return isOrdered(one, operator, other);
  const isNull = (side: Operand): boolean => side.kind === "literal" && side.value === null;
  const isSame = isNull(right) ? isNothing(one) : isNull(left) ? isNothing(other) : isEqual(one, other);
  return isSame === (operator === "==");
}

function isOrdered(one: unknown, operator: Operator, other: unknown): boolean {
  const isDate = one instanceof Date && other instanceof Date;
  const isKnown = typeof one === typeof other && (typeof one === "number" || typeof one === "string");
  if (!isDate && !isKnown) throw new OwnError();
  const [first, second] = (isDate ? [one.getTime(), other.getTime()] : [one, other]) as [number, number];
  return {
    "<": first < second,
    "<=": first <= second,
    ">": first > second,
    ">=": first >= second,
    "==": false,
    "!=": false,
  }[operator];
}

function isListed(value: unknown, list: readonly Literal[] | Operand, known: Known): boolean {
  if ("kind" in list) {
    const items = valueOf(list, known);
    if (!Array.isArray(items) || isObject(value)) throw new OwnError();
    return items.some((item) => isEqual(value, item));
  }
  if (isObject(value)) throw new OwnError();
  return list.some((item) => (item === null ? isNothing(value) : isEqual(value, item)));
}

function isEqual(one: unknown, other: unknown): boolean {
  if (isObject(one) || isObject(other)) throw new OwnError();
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime();
  return one === other;
}

/** Whether `==` cannot take a value. */
function isObject(value: unknown): boolean {
  return typeof value === "function" || (typeof value === "object" && value !== null && !(value instanceof Date));
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function valueOf(operand: Operand, known: Known): unknown {
  switch (operand.kind) {
    case "literal":
      return operand.value;
    case "first":
      for (const one of operand.operands.slice(0, -1)) {
        const value = valueOf(one, known);
        if (!isNothing(value)) return value;
      }
      return valueOf(operand.operands.at(-1) ?? operand, known);
    case "path": {
      const { root, keys } = operand;
      if (root === "env") return process.env[keys.join()];
      const context = known.context as Record<string, unknown>;
      let found = root === "result" ? known.result : root === "ctx" ? context : context["payloads"];
      for (const key of keys) {
        if (isNothing(found) || !Object.hasOwn(found as object, key)) return undefined;
        found = (found as Record<string, unknown>)[key];
      }
      return found;
    }
  }
}
