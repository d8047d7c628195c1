import type { PolicyPlan, RetryPlan } from "../../plan.js";
import { type Entry, type Expression, list, literal, object } from "./expression.js";

const policyEntries: { readonly [K in keyof PolicyPlan]: (policy: PolicyPlan) => Entry[] } = {
  retry: ({ retry }) => (retry === undefined ? [] : [{ key: "retry", value: retryExpression(retry) }]),
  timeout: ({ timeout }) => optional("timeout", timeout),
  onError: ({ onError }) =>
    typeof onError === "object"
      ? [{ key: "onError", value: object(gotoEntries(onError)) }]
      : optional("onError", onError),
};

function gotoEntries({ goto, undo }: Extract<PolicyPlan["onError"], object>): Entry[] {
  return [{ key: "goto", value: literal(goto) }, ...(undo === true ? [{ key: "undo", value: literal(true) }] : [])];
}

const retryEntries: { readonly [K in keyof RetryPlan]: (retry: RetryPlan) => Entry[] } = {
  maxAttempts: ({ maxAttempts }) => optional("maxAttempts", maxAttempts),
  delay: ({ delay }) => optional("delay", delay),
  mode: ({ mode }) => optional("mode", mode),
  jitter: ({ jitter }) => optional("jitter", jitter),
  on: ({ on }) => (on === undefined ? [] : [{ key: "on", value: list(on.map(literal)) }]),
};

/** Writes a policy as an entry of a flow's table. */
export function policyExpression(policy: PolicyPlan): Expression {
  return object(Object.values(policyEntries).flatMap((say) => say(policy)));
}

function retryExpression(retry: RetryPlan): Expression {
  return object(Object.values(retryEntries).flatMap((say) => say(retry)));
}

/** Returns an entry, or none if the value is undefined. */
export function optional(key: string, value: string | number | undefined): Entry[] {
  return value === undefined ? [] : [{ key, value: literal(value) }];
}
