import { arrivalScope, isMixedJoin, scopedParents } from "../facts/arrival-scope.js";
import type { LoopScopes } from "../facts/loop-scopes.js";
import type { Rule } from "../rule.js";

/** Reports a join whose parents run in different loops: arrivals of different iterations never meet (SPEC 5). */
export const joinMixedIterations: Rule = (context) => {
  const { facts, scopes, report, nameOf } = context;
  for (const [node, groups] of facts.arrivals.entries()) {
    if (!isMixedJoin(node, groups, scopes)) continue;
    const [first, ...others] = scopedParents(groups, scopes);
    const other = others.find(
      (parent) => first !== undefined && arrivalScope(parent, node, scopes) !== arrivalScope(first, node, scopes),
    );
    if (first === undefined || other === undefined) continue;
    const [one, two] = [arrivalScope(first, node, scopes), arrivalScope(other, node, scopes)];
    const [outer, inner] = isInside(two, one, scopes) ? [first, other] : [other, first];
    const [around, loop] = isInside(two, one, scopes) ? [one, two ?? node] : [two, one ?? node];
    const isBeside = !isInside(loop, around, scopes);
    const params = {
      id: nameOf(node),
      outer: nameOf(outer.node),
      inner: nameOf(inner.node),
      loop: nameOf(loop),
      other: isBeside && around !== undefined ? nameOf(around) : undefined,
    };
    const related = [{ message: `runs once for each item of \`${nameOf(loop)}\``, span: inner.span }];
    report.add({ code: "join/mixed-iterations", params, span: outer.targetSpan, related });
  }
};

/** Whether a loop is in the body of another one. An undefined loop stands for the run, which contains all loops. */
function isInside(inner: number | undefined, outer: number | undefined, scopes: LoopScopes): boolean {
  if (inner === undefined) return false;
  return outer === undefined || (scopes.byNode.get(outer)?.members.includes(inner) ?? false);
}
