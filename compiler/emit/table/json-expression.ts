import type { JsonValue } from "../../plan.js";
import { type Expression, list, literal, name, object } from "./expression.js";

/** Plain data as an expression. */
export function jsonExpression(value: JsonValue): Expression {
  if (typeof value === "number" && !Number.isFinite(value)) return numberName(value);
  if (value === null || typeof value !== "object") return literal(value);
  if (isList(value)) return list(value.map(jsonExpression));
  return object(Object.entries(value).map(([key, entry]) => ({ key, value: jsonExpression(entry) })));
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** YAML has numbers that no literal says. */
export function numberName(value: number): Expression {
  return name(Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
}
