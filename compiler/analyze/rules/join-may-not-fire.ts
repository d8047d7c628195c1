import { isMixedJoin } from "../facts/arrival-scope.js";
import type { RouteTerm } from "../facts/counts.js";
import { findPair } from "./join-fires-twice.js";
import { regroupEdges } from "../regroup-edges.js";
import { neverFires } from "./join-never-fires.js";
import type { Rule, RuleContext } from "../rule.js";

/** A join one of whose parents a router can leave out, or that parents reach unequally often (SPEC 10). */
export const joinMayNotFire: Rule = (context) => {
  const { facts, report, nameOf, ast } = context;
  for (const [node, groups] of facts.arrivals.entries()) {
    if (groups.length < 2 || isMixedJoin(node, groups, context.scopes) || neverFires(node, context)) continue;
    const uneven = findUneven(node, context);
    const parent = uneven === undefined ? undefined : groups[uneven.group]?.[0];
    if (uneven === undefined || parent === undefined) continue;
    const { choice, failing } = uneven;
    // What runs twice has a finding of its own.
    if (
      choice === undefined &&
      failing === undefined &&
      groups.some((group) => findPair(node, group, context) !== undefined)
    )
      continue;
    const router = choice === undefined ? undefined : ast.nodes[choice.router];
    const params = {
      id: nameOf(node),
      parents: (groups[uneven.group] ?? []).map((member) => nameOf(member.node)),
      choice: choice === undefined ? undefined : { router: nameOf(choice.router), target: nameOf(choice.target) },
      failing: failing === undefined ? undefined : nameOf(failing),
    };
    const goto = failing === undefined ? undefined : facts.graph.gotos[failing];
    const related =
      router !== undefined
        ? [{ message: "this router may send somewhere else, or nowhere", span: router.id.span }]
        : goto !== undefined
          ? [{ message: "its failure goes here instead", span: goto.span }]
          : [];
    const any = regroupEdges(node, "|", context);
    const trials =
      any === undefined ? [] : [{ help: `if one arrival is enough, write \`${any.text}\``, edits: any.edits }];
    report.add({ code: "join/may-not-fire", params, span: parent.targetSpan, related, advice: { trials } });
  }
};

interface Uneven {
  /** The group that can be left out. */
  readonly group: number;
  readonly choice: RouteTerm | undefined;
  /** The node whose failure leaves it out. */
  readonly failing: number | undefined;
}

function findUneven(node: number, { activations }: RuleContext): Uneven | undefined {
  const counts = activations.groupsOf(node);
  const [first] = counts;
  const other = counts.findIndex((count) => count !== first);
  const against = counts[other];
  if (first === undefined || against === undefined) return undefined;
  for (const [group, less, more] of [
    [other, against, first],
    [0, first, against],
  ] as const) {
    const choice = activations.differenceOf(less, more);
    if (choice !== undefined) return { group, choice, failing: undefined };
  }
  const failing = activations.failureBetween(against, first);
  if (failing !== undefined) return { group: other, choice: undefined, failing };
  return { group: 0, choice: undefined, failing: activations.failureBetween(first, against) };
}
