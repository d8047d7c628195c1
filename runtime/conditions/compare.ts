import { FlowError } from "../flow-error.js";
import { kindOf } from "../kind-of.js";
import type { Equated, Ordered, Searched } from "./condition-types.js";

/**
 * Compares two values as a condition does (SPEC 12): `==` strictly, dates by their time; `<` and its like two numbers,
 * two texts or two dates; `in` looks for a value in a list.
 *
 * @throws FlowError `run/condition` for values that the operator does not compare
 */
export function compare<A, const B>(left: A, operator: "==" | "!=", right: B & Equated<A, B>): boolean;
export function compare<A, const B>(left: A, operator: "<" | "<=" | ">" | ">=", right: B & Ordered<A, B>): boolean;
export function compare<A, const B>(left: A, operator: "in", right: B & Searched<A, B>): boolean;
export function compare(left: unknown, operator: string, right: unknown): boolean {
  switch (operator) {
    case "==":
      return isEqual(left, right);
    case "!=":
      return !isEqual(left, right);
    case "in":
      return isIn(left, right);
    default:
      return isInOrder(left, operator, right);
  }
}

function isEqual(left: unknown, right: unknown): boolean {
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
  if (isOther(left) || isOther(right)) throw fault("`==` compares texts, numbers, booleans and dates", left, right);
  return left === right;
}

function isIn(value: unknown, list: unknown): boolean {
  if (!Array.isArray(list) || isOther(value)) {
    throw fault("`in` looks for a text, a number, a boolean or a date in a list", value, list);
  }
  return list.some((item) => isEqual(value, item));
}

function isInOrder(left: unknown, operator: string, right: unknown): boolean {
  const isNumber = typeof left === "number" && typeof right === "number";
  const isText = typeof left === "string" && typeof right === "string";
  const isDate = left instanceof Date && right instanceof Date;
  if (!isNumber && !isText && !isDate) {
    throw fault(`\`${operator}\` compares two numbers, two texts or two dates`, left, right);
  }
  // Dates are compared by their time.
  const [one, other] = [left as number, right as number];
  if (operator === "<") return one < other;
  if (operator === "<=") return one <= other;
  return operator === ">" ? one > other : one >= other;
}

/** Whether a value is an object that is no date: `==` does not compare it, nor does `in` look for it. */
export function isOther(value: unknown): boolean {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  return isObject && !(value instanceof Date);
}

export function fault(what: string, left: unknown, right: unknown): FlowError {
  return new FlowError(
    "run/condition",
    `A condition cannot be evaluated: ${what}; it found ${kindOf(left)} and ${kindOf(right)}`,
  );
}
