import { sourceSet } from "../../compiler/source-set.js";
import type { FlowPlan, NodePlan, ReadPlan, ReferencePlan, ValuePlan } from "../../compiler/plan.js";
import { contextReferences } from "../../compiler/emit/table/value-expression.js";
import { by, fn, flow, imported, key, lit, loop, ref, router, span, write } from "./plan-builder.js";
import { type Gen, pick, policyOf, times, upTo } from "./random-parts.js";

/**
 * A plan whose forward edges lead from earlier to later nodes, as the analysis would create it. Back edges are kept as
 * they are.
 */
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
  const type = { kind: "type" as const, module: { kind: "file", path: "ops.ts" } as const, exportName: "Ctx", span };
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
      sources: sourceSet([...own, ...written]),
      afterOpenWrite: upTo(g, 4) === 0,
    };
  });
}
