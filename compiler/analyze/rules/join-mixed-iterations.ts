import type { ArrivalParent } from "../facts/flow-graph.js";
import type { Rule, RuleContext } from "./rule-context.js";

/** A join of parents that run in different loops: arrivals of different iterations never meet (SPEC 5). */
export const joinMixedIterations: Rule = (context) => {
  const { facts, report, nameOf } = context;
  for (const [node, groups] of facts.arrivals.entries()) {
    if (!isMixed(node, context)) continue;
    const [first, ...others] = groups.flat();
    const other = others.find(
      (parent) => first !== undefined && scopeOf(parent, node, context) !== scopeOf(first, node, context),
    );
    if (first === undefined || other === undefined) continue;
    const [outer, inner] = scopeOf(first, node, context) === undefined ? [first, other] : [other, first];
    const loop = scopeOf(inner, node, context) ?? node;
    const params = { id: nameOf(node), outer: nameOf(outer.node), inner: nameOf(inner.node), loop: nameOf(loop) };
    const related = [{ message: `runs once for each item of \`${nameOf(loop)}\``, span: inner.span }];
    report.add({ code: "join/mixed-iterations", params, span: outer.targetSpan, related });
  }
};

/** Whether a join has parents of different loops. */
export function isMixed(node: number, context: RuleContext): boolean {
  const groups = context.facts.arrivals[node] ?? [];
  if (groups.length < 2) return false;
  return new Set(groups.flat().map((parent) => scopeOf(parent, node, context))).size > 1;
}

/** The loop whose items an arrival belongs to; undefined outside of loops. */
function scopeOf(parent: ArrivalParent, node: number, { scopes }: RuleContext): number | undefined {
  const loop = scopes.byNode.get(parent.node);
  return loop?.body === node ? loop.node : scopes.innermost[parent.node]?.node;
}
