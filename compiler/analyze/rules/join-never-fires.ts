import type { Related } from "../../diagnostics/diagnostic.js";
import type { NodeAst } from "../../parse/flow-ast.js";
import { regroupEdges } from "../regroup-edges.js";
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
  const any = regroupEdges(node, "|", context);
  const help = `to start \`${nameOf(node)}\` on either arrival, write \`${any?.text ?? ""}\``;
  const trials = any === undefined ? [] : [{ help, edits: any.edits }];
  report.add({ code: "join/never-fires", params, span: other.targetSpan, related, advice: { trials } });
}

function chosenBy({ id, choices, type }: NodeAst): Related {
  if (choices.length > 0) return { message: "its conditions choose one of them", span: id.span };
  const what = type.kind === "function" ? "the keys of this result choose" : "this rule chooses";
  return { message: `by its type, ${what} one of them`, span: id.span };
}
