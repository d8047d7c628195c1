import { arrivalScope, isMixedJoin } from "../facts/arrival-scope.js";
import type { Rule } from "./rule-context.js";

/** A join of parents that run in different loops: arrivals of different iterations never meet (SPEC 5). */
export const joinMixedIterations: Rule = (context) => {
  const { facts, scopes, report, nameOf } = context;
  for (const [node, groups] of facts.arrivals.entries()) {
    if (!isMixedJoin(node, groups, scopes)) continue;
    const [first, ...others] = groups.flat();
    const other = others.find(
      (parent) => first !== undefined && arrivalScope(parent, node, scopes) !== arrivalScope(first, node, scopes),
    );
    if (first === undefined || other === undefined) continue;
    const [outer, inner] = arrivalScope(first, node, scopes) === undefined ? [first, other] : [other, first];
    const loop = arrivalScope(inner, node, scopes) ?? node;
    const params = { id: nameOf(node), outer: nameOf(outer.node), inner: nameOf(inner.node), loop: nameOf(loop) };
    const related = [{ message: `runs once for each item of \`${nameOf(loop)}\``, span: inner.span }];
    report.add({ code: "join/mixed-iterations", params, span: outer.targetSpan, related });
  }
};
