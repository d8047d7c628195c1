import type { PolicyPlan, RetryPlan } from "../../plan.js";
import { type Entry, type Expression, list, literal, object } from "./expression.js";

/** A policy as the table of a flow states it. */
export function policyExpression({ retry, timeout, onError }: PolicyPlan): Expression {
  return object([
    ...(retry === undefined ? [] : [{ key: "retry", value: retryExpression(retry) }]),
    ...optional("timeout", timeout),
    ...(typeof onError === "object"
      ? [{ key: "onError", value: object([{ key: "goto", value: literal(onError.goto) }]) }]
      : optional("onError", onError)),
  ]);
}

function retryExpression({ maxAttempts, delay, mode, jitter, on }: RetryPlan): Expression {
  return object([
    { key: "maxAttempts", value: literal(maxAttempts) },
    ...optional("delay", delay),
    ...optional("mode", mode),
    ...optional("jitter", jitter),
    ...(on === undefined ? [] : [{ key: "on", value: list(on.map(literal)) }]),
  ]);
}

/** An entry for a value that is there. */
export function optional(key: string, value: string | number | undefined): Entry[] {
  return value === undefined ? [] : [{ key, value: literal(value) }];
}
