import { sourceSet } from "../../compiler/source-set.js";
/** Parts of random plans, with texts of every kind. */
import * as fc from "fast-check";
import type {
  JsonObject,
  JsonValue,
  PolicyPlan,
  ReadPlan,
  ReferencePlan,
  ValuePlan,
  WritePlan,
} from "../../compiler/plan.js";
import { hostileTexts } from "./hostile-texts.js";
import type { fn } from "./plan-builder.js";
import { by, config, imported, key, lit, ref, span, write } from "./plan-builder.js";

export type Gen = fc.GeneratorValue;

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z][a-z_-]{0,30}$/) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
);
const numbers = [0, -0, 1, -1, 1.5, 1e21, 1e-7, 123456789, Number.MAX_SAFE_INTEGER, Infinity, NaN];

export function pick<Value>(g: Gen, ...values: readonly Value[]): Value {
  return values[g(fc.nat, values.length - 1)] as Value;
}

export function upTo(g: Gen, max: number): number {
  return g(fc.nat, max);
}

export function times<Value>(g: Gen, max: number, make: () => Value): Value[] {
  return Array.from({ length: upTo(g, max) }, make);
}

/** Names as a flow may contain them: without `__proto__` and without duplicates. */
export function nameOf(g: Gen): string {
  const name = g(() => text);
  return name === "__proto__" ? "proto" : name;
}

function keyOf(g: Gen): string | number {
  return upTo(g, 5) === 0 ? upTo(g, 12) : nameOf(g);
}

function pathOf(g: Gen, min: number): (string | number)[] {
  return Array.from({ length: min + upTo(g, 3) }, () => keyOf(g));
}

function referenceOf(g: Gen, ids: readonly string[]): ReferencePlan {
  const scope = pick(g, "ctx", "ctx", "ctx", "payload", "joins", "env");
  if (scope === "env") return ref("env", nameOf(g));
  if (scope === "ctx") return ref("ctx", ...pathOf(g, upTo(g, 9) === 0 ? 0 : 1));
  return upTo(g, 6) === 0 ? ref(scope) : ref(scope, pick(g, ...ids), ...pathOf(g, 0));
}

function literalOf(g: Gen): ReturnType<typeof lit> {
  return lit(pick<string | number | boolean | null>(g, nameOf(g), nameOf(g), pick(g, ...numbers), true, false, null));
}

function expressionOf(g: Gen, ids: readonly string[]): ReferencePlan | ReturnType<typeof lit> {
  return upTo(g, 3) === 0 ? literalOf(g) : referenceOf(g, ids);
}

export function valueOf(g: Gen, ids: readonly string[], depth = 2): ValuePlan {
  const kind = pick(g, "expression", "expression", "coalesce", "template", ...(depth > 0 ? ["list", "object"] : []));
  switch (kind) {
    case "list":
      return { kind: "list", items: times(g, 4, () => valueOf(g, ids, depth - 1)), span };
    case "object": {
      const names = [...new Set(times(g, 4, () => nameOf(g)))];
      return {
        kind: "object",
        entries: names.map((name) => ({ key: key(name), value: valueOf(g, ids, depth - 1) })),
        span,
      };
    }
    case "template":
      return {
        kind: "template",
        parts: [nameOf(g), ...times(g, 3, () => (upTo(g, 1) === 0 ? nameOf(g) : expressionOf(g, ids)))],
        span,
      };
    case "coalesce":
      return {
        kind: "coalesce",
        operands: [referenceOf(g, ids), ...times(g, 2, () => expressionOf(g, ids)), expressionOf(g, ids)],
        span,
      };
    default:
      return expressionOf(g, ids);
  }
}

function jsonOf(g: Gen, depth = 3): JsonValue {
  const kind = pick(g, "text", "number", "other", ...(depth > 0 ? ["list", "numbers", "object"] : []));
  switch (kind) {
    case "text":
      return nameOf(g);
    case "number":
      return pick(g, ...numbers);
    case "list":
      return times(g, 4, () => jsonOf(g, depth - 1));
    case "numbers":
      return times(g, 60, () => pick(g, ...numbers.slice(0, 9)));
    case "object":
      return objectOf(g, depth - 1);
    default:
      return pick(g, true, false, null);
  }
}

export function objectOf(g: Gen, depth = 2): JsonObject {
  return Object.fromEntries(times(g, 4, () => [nameOf(g), jsonOf(g, depth)]));
}

export function policyOf(g: Gen, ids: readonly string[]): PolicyPlan {
  const delay = upTo(g, 1) === 0 ? undefined : upTo(g, 5000);
  const mode = pick(g, "fixed" as const, "exponential" as const, undefined);
  const on = upTo(g, 1) === 0 ? undefined : times(g, 4, () => nameOf(g));
  return {
    retry:
      upTo(g, 1) === 0 ? undefined : { maxAttempts: 1 + upTo(g, 5), delay, mode, jitter: pick(g, 0.25, undefined), on },
    timeout: pick(g, 100, 3_600_000, undefined),
    onError: pick<PolicyPlan["onError"]>(g, "stop", "continue", { goto: pick(g, ...ids) }, undefined),
  };
}

export function readsFor(g: Gen, references: readonly ReferencePlan[], ids: readonly string[]): ReadPlan[] {
  return references.map(({ scope, path }) => {
    const keys = path.map(({ value }) => value);
    const sources = times(g, 2, () => {
      const depth = Math.max(1, Math.min(keys.length, 1 + upTo(g, 2)));
      const at = keys.length === 0 ? pathOf(g, 1) : upTo(g, 4) === 0 ? [...keys, keyOf(g)] : keys.slice(0, depth);
      return by(pick(g, ...ids), at, { always: pick(g, true, false), part: pick(g, undefined, nameOf(g)) });
    });
    return {
      scope: scope === "env" ? "ctx" : scope,
      path: keys,
      sources: sourceSet(sources),
      afterOpenWrite: upTo(g, 4) === 0,
    };
  });
}

export function writesOf(g: Gen): WritePlan[] {
  return times(g, 2, () => {
    const scope = pick(g, "ctx" as const, "ctx" as const, "payload" as const, "joins" as const);
    return write(scope, pathOf(g, 1), upTo(g, 2) === 0 ? nameOf(g) : undefined);
  });
}

export function callableOf(g: Gen, ids: readonly string[]): ReturnType<typeof fn>["callable"] {
  if (upTo(g, 5) === 0) return { kind: "dynamic", expression: referenceOf(g, ids), span };
  const isClass = upTo(g, 4) === 0;
  const file = pick(g, "ops.ts", "flows/lib/ops.mts", "../ops.tsx", "index.js", `${nameOf(g).replaceAll("/", "")}.ts`);
  const module =
    upTo(g, 3) === 0
      ? ({ kind: "bare", specifier: pick(g, "node:path", "@acme/ops", nameOf(g)) } as const)
      : ({ kind: "file", path: file } as const);
  const exportName = pick(g, "default", nameOf(g), nameOf(g)).replace(/\p{Surrogate}/gu, "");
  return imported(exportName, "ops.ts", {
    isClass,
    module,
    config: isClass ? pick(g, undefined, config(objectOf(g))) : undefined,
  });
}
