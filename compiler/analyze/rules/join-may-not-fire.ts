import type { Related } from "../../diagnostics/diagnostic.js";
import type { NodeAst } from "../../parse/flow-ast.js";
import { isMixedJoin } from "../facts/arrival-scope.js";
import type { Activations } from "../facts/activations.js";
import type { Count, RouteTerm } from "../facts/counts.js";
import { findPair } from "./join-fires-twice.js";
import { regroupEdges } from "../regroup-edges.js";
import { neverFires } from "./join-never-fires.js";
import type { Rule, RuleContext } from "../rule.js";

/** Reports a join if a router can skip one of its parents, or if its parents do not run equally often (SPEC 10). */
export const joinMayNotFire: Rule = (context) => {
  const { facts, report, nameOf, ast } = context;
  for (const [node, groups] of facts.arrivals.entries()) {
    if (groups.length < 2 || isMixedJoin(node, groups, context.scopes) || neverFires(node, context)) continue;
    const uneven = findUneven(node, context);
    const parent = uneven === undefined ? undefined : groups[uneven.group]?.[0];
    if (uneven === undefined || parent === undefined) continue;
    const { choice, failing, isLess } = uneven;
    // A node that runs twice has a finding of its own.
    if (!isLess && groups.some((group) => findPair(node, group, context) !== undefined)) continue;
    const chooser = choice?.router ?? uneven.router;
    const router = chooser === undefined ? undefined : ast.nodes[chooser];
    const params = {
      id: nameOf(node),
      parents: (groups[uneven.group] ?? []).map((member) => nameOf(member.node)),
      choice: choice === undefined ? undefined : { router: nameOf(choice.router), target: nameOf(choice.target) },
      router: uneven.router === undefined ? undefined : nameOf(uneven.router),
      failing: failing === undefined ? undefined : nameOf(failing),
    };
    const goto = failing === undefined ? undefined : facts.graph.gotos[failing];
    const related =
      router !== undefined
        ? [choiceOf(router, choice === undefined ? undefined : nameOf(choice.target))]
        : goto !== undefined
          ? [{ message: "its failure goes here instead", span: goto.span }]
          : [];
    const any = regroupEdges(node, "|", context);
    const trials =
      any === undefined ? [] : [{ help: `if one arrival is enough, write \`${any.text}\``, edits: any.edits }];
    report.add({ code: "join/may-not-fire", params, span: parent.targetSpan, related, advice: { trials } });
  }
};

/** What leaves the parent out: the rule of a router, or a condition. */
function choiceOf({ id, choices, type }: NodeAst, target: string | undefined): Related {
  const choice = choices.find(({ alternatives }) => {
    return target === undefined || alternatives.some(({ targets }) => targets.includes(target));
  });
  const own = choice?.alternatives.find(({ targets }) => target === undefined || targets.includes(target));
  if (choice === undefined || own === undefined) {
    const isRouter = type.kind !== "function";
    const message = isRouter
      ? "this router may send somewhere else, or nowhere"
      : "its result is an object of successors: it starts only those that are keys of it";
    return { message, span: id.span };
  }
  const last = choice.alternatives.at(-1);
  const isOpen = choice.alternatives.length > 1 && last?.condition !== undefined;
  if (isOpen)
    return { message: "where no condition holds, this choice starts nothing: it has no `otherwise`", span: own.span };
  return { message: "where this does not hold, it does not start", span: own.span };
}

interface Uneven {
  /** The group that can be left out. */
  readonly group: number;
  /** If this choice is not made, the group is left out. */
  readonly choice?: RouteTerm;
  /** If this router chooses nothing, the group is left out. */
  readonly router?: number;
  /** The node whose failure leaves the group out. */
  readonly failing?: number;
  /** Whether the group is known to depend on more conditions than another one. */
  readonly isLess: boolean;
}

function findUneven(node: number, { activations }: RuleContext): Uneven | undefined {
  const pairs = unevenPairs(node, activations);
  for (const { group, less, more } of pairs) {
    const choice = activations.differenceOf(less, more);
    if (choice !== undefined) return { group, choice, isLess: true };
  }
  for (const { group, less, more } of pairs) {
    const failing = activations.failureBetween(less, more);
    if (failing !== undefined) return { group, failing, isLess: true };
  }
  for (const { group, less, more } of pairs) {
    const router = activations.routerBetween(less, more);
    if (router !== undefined) return { group, router, isLess: true };
  }
  const [first] = pairs;
  const known = pairs.find(({ less, more }) => activations.dependsOnMore(less, more));
  if (known !== undefined) return { group: known.group, isLess: true };
  return first === undefined ? undefined : { group: first.group, isLess: false };
}

interface UnevenPair {
  readonly group: number;
  readonly less: Count;
  readonly more: Count;
}

/** Returns each group that may have fewer arrivals than another one. */
function unevenPairs(node: number, activations: Activations): UnevenPair[] {
  const [first, ...others] = activations.groupsOf(node);
  if (first === undefined) return [];
  return others.flatMap((other, index) => {
    if (other === undefined || other === first) return [];
    const both = [
      { group: index + 1, less: other, more: first },
      { group: 0, less: first, more: other },
    ];
    return both.filter(({ less, more }) => !activations.isNeverLess(less, more));
  });
}
