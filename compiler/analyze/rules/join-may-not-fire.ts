import { isMixedJoin } from "../facts/arrival-scope.js";
import type { RouteTerm } from "../facts/counts.js";
import { findPair } from "./join-fires-twice.js";
import { neverFires } from "./join-never-fires.js";
import type { Rule, RuleContext } from "./rule-context.js";

/** A join one of whose parents a router can leave out, or that parents reach unequally often (SPEC 10). */
export const joinMayNotFire: Rule = (context) => {
  const { facts, report, nameOf, ast } = context;
  for (const [node, groups] of facts.arrivals.entries()) {
    if (groups.length < 2 || isMixedJoin(node, groups, context.scopes) || neverFires(node, context)) continue;
    const uneven = findUneven(node, context);
    const parent = uneven === undefined ? undefined : groups[uneven.group]?.[0];
    if (uneven === undefined || parent === undefined) continue;
    const { choice } = uneven;
    // What runs twice has a finding of its own.
    if (choice === undefined && groups.some((group) => findPair(node, group, context) !== undefined)) continue;
    const router = choice === undefined ? undefined : ast.nodes[choice.router];
    const params = {
      id: nameOf(node),
      parent: nameOf(parent.node),
      all: groups.map((group) => group.map((member) => nameOf(member.node)).join(" | ")),
      choice: choice === undefined ? undefined : { router: nameOf(choice.router), target: nameOf(choice.target) },
    };
    const related =
      router === undefined
        ? []
        : [{ message: "this router may send somewhere else, or nowhere", span: router.id.span }];
    report.add({ code: "join/may-not-fire", params, span: parent.targetSpan, related });
  }
};

interface Uneven {
  /** The group that can be left out. */
  readonly group: number;
  readonly choice: RouteTerm | undefined;
}

function findUneven(node: number, { activations }: RuleContext): Uneven | undefined {
  const counts = activations.groupsOf(node);
  const [first] = counts;
  const other = counts.findIndex((count) => count !== first);
  const against = counts[other];
  if (first === undefined || against === undefined) return undefined;
  const choice = activations.differenceOf(against, first);
  if (choice !== undefined) return { group: other, choice };
  return { group: 0, choice: activations.differenceOf(first, against) };
}
