import type { Related } from "../../diagnostics/diagnostic.js";
import { edgeName } from "../../diagnostics/edge-name.js";
import type { NodeAst } from "../../parse/flow-ast.js";
import { type Regrouped, regroupAs, regroupEdges } from "../regroup-edges.js";
import { isMixedJoin } from "../facts/arrival-scope.js";
import type { ArrivalGroup, ArrivalParent } from "../facts/flow-graph.js";
import { reportTooComplex } from "../report-too-complex.js";
import type { Rule, RuleContext } from "../rule.js";

/** Reports a join that no run completes (SPEC 5): a parent never starts, or two parents exclude each other. */
export const joinNeverFires: Rule = (context) => {
  for (const [node, groups] of context.facts.arrivals.entries()) {
    if (groups.length < 2 || isMixedJoin(node, groups, context.scopes)) continue;
    reportMissing(node, groups, context);
    reportExclusive(node, groups, context);
    reportTooComplex(node, context);
  }
};

/** Whether a group never has an arrival, or two groups never have one in the same run. */
export function neverFires(node: number, { activations }: RuleContext): boolean {
  return activations.isExclusive(node) || activations.groupsOf(node).some((count) => count === undefined);
}

function reportMissing(node: number, groups: readonly ArrivalGroup[], context: RuleContext): void {
  const { activations, report, nameOf } = context;
  const counts = activations.groupsOf(node);
  // A join that nothing reaches is unreachable, which is a finding of its own.
  if (counts.every((count) => count === undefined)) return;
  for (const [index, group] of groups.entries()) {
    const [first] = group;
    if (counts[index] !== undefined || first === undefined) continue;
    // A parent that is a join and never fires has its own finding.
    if (group.some((parent) => context.facts.reachable[parent.node] === true)) continue;
    const parents = group.map((parent) => nameOf(parent.node));
    const params = { id: nameOf(node), parents, why: "never-starts" as const };
    const related = [
      { message: "nothing starts this node", span: context.ast.nodes[first.node]?.id.span ?? first.span },
    ];
    report.add({ code: "join/never-fires", params, span: first.targetSpan, related });
  }
}

function reportExclusive(node: number, groups: readonly ArrivalGroup[], context: RuleContext): void {
  const { activations, ast, taken, report, nameOf } = context;
  const counts = activations.groupsOf(node);
  // A parent that never starts, or is a join that never fires, has its own finding.
  const isDead = ({ node: parent }: ArrivalParent): boolean =>
    taken.reachable[parent] !== true || (activations.groupsOf(parent).length > 1 && neverFires(parent, context));
  if (!activations.isExclusive(node) || groups.some((group) => group.every(isDead))) return;
  const pair = activations.impossiblePair(counts);
  const [one, other] = (pair ?? []).map((index) => groups[index]?.[0]);
  if (one === undefined || other === undefined) return;
  const params = { id: nameOf(node), parents: [nameOf(one.node), nameOf(other.node)], why: "exclusive" as const };
  const [first, second] = (pair ?? []).map((index) => counts[index]);
  const by = first === undefined || second === undefined ? undefined : activations.exclusiveBy(first, second);
  const router = by === undefined ? undefined : ast.nodes[by];
  const related = [
    { message: "this one runs only where the other does not", span: one.span },
    ...(router === undefined ? [] : [chosenBy(router)]),
  ];
  const trials = regroupings(node, pair ?? [], context).map(({ text, edits }) => {
    return { help: `to start \`${nameOf(node)}\` on either arrival, write \`${text}\``, edits };
  });
  report.add({ code: "join/never-fires", params, span: other.targetSpan, related, advice: { trials } });
}

/** The join with a choice of the groups that exclude each other, and the node that runs on any arrival. */
function regroupings(node: number, pair: readonly number[], context: RuleContext): readonly Regrouped[] {
  const { activations, facts, nameOf } = context;
  const counts = activations.groupsOf(node);
  const areApart = (one: number, other: number): boolean => {
    const [left, right] = [counts[one], counts[other]];
    return left !== undefined && right !== undefined && activations.areExclusive(left, right);
  };
  const apart = [...pair];
  for (const index of counts.keys()) {
    if (!apart.includes(index) && apart.every((other) => areApart(index, other))) apart.push(index);
  }
  const names = (facts.arrivals[node] ?? []).map((group) => group.map((parent) => edgeName(nameOf(parent.node))));
  const any = names.filter((_, index) => apart.includes(index)).flat();
  const others = names.filter((_, index) => !apart.includes(index));
  const all = others.map((group) => (group.length > 1 ? `(${group.join(" | ")})` : group.join()));
  const partly = all.length === 0 ? undefined : regroupAs(node, [...all, `(${any.join(" | ")})`].join(" & "), context);
  return [partly, regroupEdges(node, "|", context)].filter((one) => one !== undefined);
}

function chosenBy({ id, choices, type }: NodeAst): Related {
  if (choices.length > 0) return { message: "its conditions choose one of them", span: id.span };
  const what = type.kind === "function" ? "the keys of this result choose" : "this rule chooses";
  return { message: `by its type, ${what} one of them`, span: id.span };
}
