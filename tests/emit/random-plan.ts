import * as fc from "fast-check";
import type {
  FlowPlan,
  JsonObject,
  JsonValue,
  NodePlan,
  PolicyPlan,
  ReadPlan,
  ReferencePlan,
  ValuePlan,
  WritePlan,
} from "../../compiler/plan.js";
import { contextReferences } from "../../compiler/emit/table/value-expression.js";
import { by, fn, flow, imported, key, lit, loop, ref, router, span, spanAt, write } from "./plan-builder.js";

/** Texts that would break out of a careless emitter, or that it would lay out wrong. */
export const hostileTexts = [
  "a",
  "b",
  "data",
  "x1",
  "some_long_identifier_of_a_node",
  "another-quite-long-id-with-dashes",
  "an even longer id, of several words, that no line of eighty columns can hold together with anything else",
  '"',
  "'",
  "`",
  "${evil()}",
  "*/ evil(); /*",
  "\\",
  "\\\\'",
  "it's",
  'say "hi"',
  "'\"",
  "a\nb",
  "\r\n",
  "\u2028",
  "\u2029",
  "\0",
  "\u007f",
  "\ud800",
  "\udc00x",
  "</script>",
  "//",
  "/*",
  "delete",
  "class",
  "await",
  "yield",
  "constructor",
  "toString",
  "hasOwnProperty",
  "undefined",
  "Payloads",
  "Results",
  "context",
  "read",
  "🚀",
  "👩‍👩‍👧‍👦",
  "日本語のとても長い識別子です",
  "é",
  "ﬀ",
  "1",
  "01",
  "1e3",
  "-1",
  "0",
  "",
  " ",
  "a b",
  "$",
  "_",
  "type",
  "of",
  "async",
  "\u202eabc",
  "@ts-ignore",
  "@ts-expect-error",
  "prettier-ignore",
  "½",
  "ÿ",
  "𝒳",
  "a.b",
] as const;

type Gen = fc.GeneratorValue;

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z][a-z_-]{0,30}$/) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
);
const numbers = [0, -0, 1, -1, 1.5, 1e21, 1e-7, 123456789, Number.MAX_SAFE_INTEGER, Infinity, NaN];

function pick<Value>(g: Gen, ...values: readonly Value[]): Value {
  return values[g(fc.nat, values.length - 1)] as Value;
}

function upTo(g: Gen, max: number): number {
  return g(fc.nat, max);
}

function times<Value>(g: Gen, max: number, make: () => Value): Value[] {
  return Array.from({ length: upTo(g, max) }, make);
}

/** Names as a flow may have them: `__proto__` is refused, each is there once. */
function nameOf(g: Gen): string {
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

function valueOf(g: Gen, ids: readonly string[], depth = 2): ValuePlan {
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

function objectOf(g: Gen, depth = 2): JsonObject {
  return Object.fromEntries(times(g, 4, () => [nameOf(g), jsonOf(g, depth)]));
}

function policyOf(g: Gen, ids: readonly string[]): PolicyPlan {
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

function readsFor(g: Gen, references: readonly ReferencePlan[], ids: readonly string[]): ReadPlan[] {
  return references.map(({ scope, path }) => {
    const keys = path.map(({ value }) => value);
    const sources = times(g, 2, () => {
      const depth = Math.max(1, Math.min(keys.length, 1 + upTo(g, 2)));
      const at = keys.length === 0 ? pathOf(g, 1) : upTo(g, 4) === 0 ? [...keys, keyOf(g)] : keys.slice(0, depth);
      return by(pick(g, ...ids), at, { always: pick(g, true, false), part: pick(g, undefined, nameOf(g)) });
    });
    return { scope: scope === "env" ? "ctx" : scope, path: keys, sources, afterOpenWrite: upTo(g, 4) === 0 };
  });
}

function writesOf(g: Gen): WritePlan[] {
  return times(g, 2, () => {
    const scope = pick(g, "ctx" as const, "ctx" as const, "payload" as const, "joins" as const);
    return write(scope, pathOf(g, 1), upTo(g, 2) === 0 ? nameOf(g) : undefined);
  });
}

function callableOf(g: Gen, ids: readonly string[]): ReturnType<typeof fn>["callable"] {
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
    config: isClass ? pick(g, undefined, objectOf(g)) : undefined,
  });
}

/** Any plan: not one that the analysis would make, but one of the same shape, with texts of every kind. */
export function randomPlan(g: Gen): FlowPlan {
  const ids = [...new Set(["start", ...times(g, 7, () => nameOf(g))])];
  const nodes = ids.map((id): NodePlan => {
    const to = [...new Set(times(g, 4, () => pick(g, ...ids)))];
    const inputs = upTo(g, 2) === 0 ? valueOf(g, ids) : undefined;
    const callable = callableOf(g, ids);
    const references = [
      ...(inputs === undefined ? [] : contextReferences(inputs)),
      ...(callable.kind === "dynamic" ? contextReferences(callable.expression) : []),
    ];
    const common = {
      inputs,
      outputs: writesOf(g),
      reads: readsFor(g, references, ids),
      name: pick(g, undefined, nameOf(g)),
      describe: upTo(g, 2) === 0 ? { summary: nameOf(g), ...objectOf(g) } : undefined,
      policy: upTo(g, 3) === 0 ? policyOf(g, ids) : undefined,
      arrival: upTo(g, 2) === 0 ? times(g, 3, () => [pick(g, ...ids), ...times(g, 2, () => pick(g, ...ids))]) : [],
    };
    const kind = pick(g, "function", "function", "router", "loop");
    if (kind === "loop") {
      const done = pick(g, undefined, pick(g, ...ids));
      const collect = done === undefined ? undefined : pick(g, ...ids);
      const itemsKey = pick(g, undefined, nameOf(g));
      return loop(id, pick(g, ...ids), { ...common, done, collect, itemsKey, enumerate: pick(g, true, false) });
    }
    const called = { ...common, to, callable, contextAccess: upTo(g, 3) === 0 };
    return kind === "router" ? router(id, called) : fn(id, called);
  });
  const type = {
    module: { kind: "file", path: "types.ts" } as const,
    exportName: pick(g, "Order", "default"),
    span: spanAt(1),
  };
  return flow(nameOf(g), nodes, {
    file: nameOf(g),
    description: pick(g, undefined, nameOf(g), `${nameOf(g)}\n${nameOf(g)}`),
    input: pick(g, undefined, type),
    context: pick(g, undefined, undefined, type),
    policy: upTo(g, 3) === 0 ? policyOf(g, ids) : undefined,
    concurrency: pick(g, undefined, 4),
    maxSteps: pick(g, undefined, 1000),
    cycles: times(g, 2, () => ({ header: pick(g, ...ids), members: times(g, 4, () => pick(g, ...ids)) })),
  });
}

/** A plan whose forward edges lead on in the order of the nodes, as the analysis makes them; back edges as they come. */
export function orderedPlan(g: Gen): FlowPlan {
  const ids = ["start", ...times(g, 6, () => "n").map((name, index) => `${name}${index}`)];
  const nodes = ids.map((id, index): NodePlan => {
    const later = ids.slice(index + 1);
    const earlier = ids.slice(1, index + 1);
    const forward = later.length === 0 ? [] : [...new Set(times(g, 2, () => pick(g, ...later)))];
    const back = earlier.length > 0 && upTo(g, 3) === 0 ? [`^${pick(g, ...earlier)}`] : [];
    const inputs = upTo(g, 1) === 0 ? sensibleValue(g, ids) : undefined;
    const callable =
      upTo(g, 8) === 0 ? ({ kind: "dynamic", expression: sensibleReference(g, ids), span } as const) : imported(id);
    const references = [
      ...(inputs === undefined ? [] : contextReferences(inputs)),
      ...(callable.kind === "dynamic" ? contextReferences(callable.expression) : []),
    ];
    const outputs = times(g, 1, () =>
      write(pick(g, "ctx", "ctx", "payload"), pick(g, ["x"], ["x", "y"], ["z", 0]), pick(g, undefined, "y")),
    );
    const common = {
      inputs,
      outputs,
      reads: sensibleReads(g, references, ids),
      policy: upTo(g, 5) === 0 ? policyOf(g, ids) : undefined,
    };
    if (later.length > 0 && upTo(g, 4) === 0) {
      const done = pick(g, undefined, later.at(-1));
      const body = later[0] ?? "";
      const isBoth = done === body;
      const end = isBoth || done === undefined ? {} : { done, collect: body };
      return loop(id, body, { ...common, ...end, itemsKey: pick(g, undefined, "y"), enumerate: pick(g, true, false) });
    }
    const called = { ...common, to: [...forward, ...back], callable, contextAccess: upTo(g, 4) === 0 };
    return upTo(g, 3) === 0 ? router(id, called) : fn(id, called);
  });
  const type = { module: { kind: "file", path: "ops.ts" } as const, exportName: "Ctx", span };
  return flow("some", nodes, {
    context: pick(g, undefined, undefined, type),
    policy: upTo(g, 9) === 0 ? policyOf(g, ids) : undefined,
    cycles: [{ header: "start", members: ids }],
  });
}

function sensibleReference(g: Gen, ids: readonly string[]): ReferencePlan {
  const below = pick<readonly string[]>(g, [], ["y"], ["x", "y"]);
  const scope = pick(g, "ctx" as const, "payload" as const, "payload" as const);
  return scope === "ctx" ? ref("ctx", pick(g, "x", "z", "asked"), ...below) : ref("payload", pick(g, ...ids), ...below);
}

function sensibleValue(g: Gen, ids: readonly string[]): ValuePlan {
  const kind = pick(g, "one", "one", "object", "list", "or");
  const one = (): ReferencePlan => sensibleReference(g, ids);
  if (kind === "object") {
    const entries = ["x", "y"].map((name) => ({ key: key(name), value: one() }));
    return { kind: "object", entries, span };
  }
  if (kind === "list") return { kind: "list", items: [one(), one()], span };
  return kind === "or"
    ? { kind: "coalesce", operands: [one(), pick<ReferencePlan | ReturnType<typeof lit>>(g, one(), lit(null))], span }
    : one();
}

function sensibleReads(g: Gen, references: readonly ReferencePlan[], ids: readonly string[]): ReadPlan[] {
  const unique = new Map(references.map((reference) => [JSON.stringify(reference), reference]));
  return [...unique.values()].map(({ scope, path }) => {
    const keys = path.map(({ value }) => value);
    const [first = ""] = keys;
    const always = pick(g, true, false);
    const own = scope === "payload" ? [by(String(first), [first], { always })] : [];
    const written =
      first === "asked" || scope !== "ctx"
        ? []
        : times(g, 2, () => by(pick(g, ...ids), pick(g, [first], keys), { always }));
    return {
      scope: scope === "env" ? "ctx" : scope,
      path: keys,
      sources: [...own, ...written],
      afterOpenWrite: upTo(g, 4) === 0,
    };
  });
}
