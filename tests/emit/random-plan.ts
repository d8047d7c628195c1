import type { FlowPlan, NodePlan } from "../../compiler/plan.js";
import { contextReferences } from "../../compiler/emit/table/value-expression.js";
import { fn, flow, loop, router, spanAt } from "./plan-builder.js";
import {
  callableOf,
  type Gen,
  nameOf,
  objectOf,
  pick,
  policyOf,
  readsFor,
  times,
  upTo,
  valueOf,
  writesOf,
} from "./random-parts.js";

/**
 * A random plan. It need not be one that the analysis would create, but has the same shape, with texts of every kind.
 */
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
      return loop(id, pick(g, ...ids), {
        ...common,
        done,
        collect,
        itemsKey,
        enumerate: pick(g, true, false),
        concurrency: pick(g, undefined, 1, 7),
      });
    }
    const called = { ...common, to, callable, contextAccess: upTo(g, 3) === 0 };
    return kind === "router" ? router(id, called) : fn(id, called);
  });
  const type = {
    kind: pick(g, "type" as const, "schema" as const),
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
