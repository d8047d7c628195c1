import type { JsonValue } from "../../plan.js";
import { type Expression, list, literal, name, object } from "./expression.js";

/** Writes plain data as an expression. */
export function jsonExpression(value: JsonValue): Expression {
  if (typeof value === "number" && !Number.isFinite(value)) return numberName(value);
  if (value === null || typeof value !== "object") return literal(value);
  if (isList(value)) return list(value.map(jsonExpression));
  return object(Object.entries(value).map(([key, entry]) => ({ key, value: jsonExpression(entry) })));
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Names a number of YAML that has no literal. */
export function numberName(value: number): Expression {
  return name(Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
}
