import { arrivalScope } from "../facts/arrival-scope.js";
import type { ArrivalGroup, ArrivalParent } from "../facts/flow-graph.js";
import { regroupEdges } from "../regroup-edges.js";
import { reportTooComplex } from "../report-too-complex.js";
import type { Rule, RuleContext } from "../rule.js";

/** A node that two paths of one run start separately through `|`: it runs twice (SPEC 2). */
export const joinFiresTwice: Rule = (context) => {
  for (const [node, groups] of context.facts.arrivals.entries()) {
    for (const group of groups) reportPair(node, group, context);
  }
};

function reportPair(node: number, group: ArrivalGroup, context: RuleContext): void {
  const { activations, report, nameOf } = context;
  const pair = findPair(node, group, context);
  reportTooComplex(node, context);
  if (pair === undefined) return;
  const [one, other] = pair;
  const [first, second] = [one, other].map((parent) => arrivalScope(parent, node, context.scopes));
  const inner = first === second ? undefined : (first ?? second);
  const loop = inner === undefined ? undefined : nameOf(inner);
  const [left, right] = [one, other].map((parent) => activations.edgeOf(parent.node, node));
  const isDoubtful = left !== undefined && right !== undefined && activations.isDoubtful(left, right);
  const params = {
    id: nameOf(node),
    one: nameOf(one.node),
    other: nameOf(other.node),
    loop,
    isLimited: loop === undefined && isLimited(node, context),
    isDoubtful,
  };
  const all = loop === undefined && group.length === 2 ? regroupEdges(node, "&", context) : undefined;
  const trials = all === undefined ? [] : [{ help: `to wait for both, write \`${all.text}\``, edits: all.edits }];
  report.add({
    code: "join/fires-twice",
    advice: { trials },
    params,
    span: other.targetSpan,
    related: [{ message: "one run can start both", span: one.span }],
  });
}

/** Whether what else it waits for comes once at the most. */
function isLimited(node: number, { activations, facts }: RuleContext): boolean {
  const starts = activations.startsOf(node);
  const isJoin = (facts.arrivals[node]?.length ?? 0) > 1;
  return isJoin && starts !== undefined && !activations.isRepeatable(starts);
}

/** Two parents of a group that one run can start, although each router sends to one target. */
export function findPair(
  node: number,
  group: ArrivalGroup,
  { activations }: RuleContext,
): [ArrivalParent, ArrivalParent] | undefined {
  const pair = activations.coincidingPair(group.map((parent) => activations.edgeOf(parent.node, node)));
  const [one, other] = (pair ?? []).map((index) => group[index]);
  return one === undefined || other === undefined ? undefined : [one, other];
}
