import { scopeOf } from "../facts/arrival-scope.js";
import { gotoSources } from "../facts/on-every-path.js";
import type { ArrivalGroup, ArrivalParent } from "../facts/flow-graph.js";
import { regroupEdges } from "../regroup-edges.js";
import { reportTooComplex } from "../report-too-complex.js";
import type { Rule, RuleContext } from "../rule.js";

/**
 * Reports a node that two paths of one run start separately, through `|` or by a goto, so that it runs twice (SPEC 2,
 * 7).
 */
export const joinFiresTwice: Rule = (context) => {
  const failing = gotoSources(context.facts);
  for (const [node, groups] of context.facts.arrivals.entries()) {
    for (const group of groups) {
      const pair = findPair(node, group, context);
      reportTooComplex(node, context);
      if (pair !== undefined) reportPair(node, pair, group, context);
      // No goto may lead to a join of `&`.
      else if (groups.length === 1) reportFailure(node, group, { failing: failing.get(node) ?? [], context });
    }
  }
};

type Pair = readonly [ArrivalParent, ArrivalParent];

function reportPair(node: number, [one, other]: Pair, group: ArrivalGroup, context: RuleContext): void {
  const { activations, report } = context;
  const own = paramsOf(node, [one.node, other.node], context);
  const isLimitedTo = own.loop === undefined && isLimited(node, context);
  const params = { ...own, isFailure: false, isLimited: isLimitedTo };
  const [left, right] = [one, other].map((parent) => activations.edgeOf(parent.node, node));
  const isDoubtful = left !== undefined && right !== undefined && activations.isDoubtful(left, right);
  const all = params.loop === undefined && group.length === 2 ? regroupEdges(node, "&", context) : undefined;
  const trials = all === undefined ? [] : [{ help: `to wait for both, write \`${all.text}\``, edits: all.edits }];
  report.add({
    code: "join/fires-twice",
    advice: { trials },
    params: { ...params, isDoubtful },
    span: other.targetSpan,
    related: [{ message: "one run can start both", span: one.span }],
  });
}

/** Whether the other parents that a join waits for arrive at most once. */
function isLimited(node: number, { activations, facts }: RuleContext): boolean {
  const starts = activations.startsOf(node);
  const isJoin = (facts.arrivals[node]?.length ?? 0) > 1;
  return isJoin && starts !== undefined && !activations.isRepeatable(starts);
}

interface Failures {
  /** The nodes whose gotos lead to the node. */
  readonly failing: readonly number[];
  readonly context: RuleContext;
}

/**
 * Reports a node that an edge starts and, in the same run, the failure of another node. Several failures in one run are
 * left to the run.
 */
function reportFailure(node: number, group: ArrivalGroup, { failing, context }: Failures): void {
  const { activations, facts, report } = context;
  const edges = group.map((parent) => activations.edgeOf(parent.node, node));
  for (const from of failing) {
    const goto = facts.graph.gotos[from];
    const failed = activations.gotoOf(from);
    if (goto === undefined || failed === undefined || !activations.isPossible(failed)) continue;
    const index = edges.findIndex((edge, at) => {
      if (edge === undefined) return false;
      const sources = [{ from: group[at]?.node ?? node, to: node }, { from }];
      return activations.canCoincide(edge, failed) || activations.mixedPair(sources) !== undefined;
    });
    const [one, edge] = [group[index], edges[index]];
    reportTooComplex(node, context);
    if (one === undefined || edge === undefined) continue;
    const isDoubtful = activations.isDoubtful(edge, failed);
    const params = { ...paramsOf(node, [one.node, from], context), isFailure: true, isLimited: false, isDoubtful };
    const related = [{ message: "one run can start it here too", span: one.targetSpan }];
    report.add({ code: "join/fires-twice", params, span: goto.span, related });
    return;
  }
}

interface Params {
  readonly id: string;
  readonly one: string;
  readonly other: string;
  readonly loop: string | undefined;
}

function paramsOf(node: number, parents: readonly [number, number], { scopes, nameOf }: RuleContext): Params {
  const [first, second] = parents.map((parent) => scopeOf(parent, node, scopes));
  const inner = first === second ? undefined : (first ?? second);
  const loop = inner === undefined ? undefined : nameOf(inner);
  return { id: nameOf(node), one: nameOf(parents[0]), other: nameOf(parents[1]), loop };
}

/** Returns two parents of a group that one run can start, even though each router sends to one target. */
export function findPair(node: number, group: ArrivalGroup, { activations }: RuleContext): Pair | undefined {
  if (group.length < 2) return undefined;
  const pair =
    activations.coincidingPair(group.map((parent) => activations.edgeOf(parent.node, node))) ??
    activations.mixedPair(group.map((parent) => ({ from: parent.node, to: node })));
  const [one, other] = (pair ?? []).map((index) => group[index]);
  return one === undefined || other === undefined ? undefined : [one, other];
}
