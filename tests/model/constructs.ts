import type { FlowPlan, NodePlan } from "../../compiler/plan.js";
import type { Condition, Operand } from "./condition.js";
import type { Interpreted } from "./model.js";
import type { RandomSpec } from "./random-spec.js";

/** What a flow has of conditions (how they are written, where they are written, and how they fail), and how flows end that its nodes run. */
export function constructsOf({ conditional, plan, model }: RandomSpec, run: Interpreted): Set<string> {
  const limits = model.nodes.flatMap((node) => (node.kind === "loop" ? (node.concurrency ?? []) : []));
  const limited = limits.map((limit) => (limit === 1 ? "a loop, one item at a time" : "a loop with a limit"));
  const nested = [...limited, ...run.nested.map((how) => `a flow: ${how}`)];
  if (conditional === undefined) return new Set(nested);
  const { choices, constructs } = conditional;
  const conditions = [...choices.values()].flat(2).flatMap(({ condition: written }) => written?.condition ?? []);
  return new Set([
    ...nested,
    ...constructs,
    ...plan.nodes.flatMap((node) => placesOf(node, plan)),
    ...conditions.flatMap(wordsOf),
    ...run.refused.map((policy) => `fails under ${policy}`),
  ]);
}

/** Every construct that enough flows must have. */
export const allConstructs = [
  ...["a loop with a limit", "a loop, one item at a time"],
  ...["a choice", "otherwise", "a choice without otherwise", "an alternative of several nodes"],
  ...[
    "a group with several conditions",
    "a condition by itself",
    "a chain behind a condition",
    "a chain behind a choice",
  ],
  ...["in a loop", "on an edge back", "in front of a join", "in front of a merge", "next to an edge without"],
  ...["fails under stop", "fails under continue", "fails under goto"],
  ...["$result", "$ctx", "$payload", "$env", "??", "in a list", "in what is read", "not", "and", "or"],
  ...["==", "!=", "<", "<=", ">", ">=", "null", "a bare value", "an id that is a word"],
];

/** How flows that nodes run must end in some flows. */
export const nestedEnds = ["success", "repaired", "failed", "hung", "three deep", "in a loop"].map(
  (how) => `a flow: ${how}`,
);

function placesOf(node: NodePlan, { nodes }: FlowPlan): string[] {
  const conditional = node.choices.flatMap(({ alternatives }) => alternatives.flatMap(({ targets }) => targets));
  if (conditional.length === 0) return [];
  const arrivals = nodes.map(({ id, arrival }) => {
    return conditional.includes(id) || arrival.flat().some((parent) => conditional.includes(parent)) ? arrival : [];
  });
  const found: readonly [string, boolean][] = [
    ["in a loop", node.loop !== undefined],
    ["on an edge back", node.successors.some(({ id, back }) => back && conditional.includes(id))],
    ["in front of a join", arrivals.some(({ length }) => length > 1)],
    ["in front of a merge", arrivals.some((groups) => groups.some(({ length }) => length > 1))],
    ["next to an edge without", node.successors.length > conditional.length],
    ["an id that is a word", !/^n\d/u.test(node.id) || conditional.some((id) => !/^n\d/u.test(id))],
  ];
  return found.flatMap(([place, isThere]) => (isThere ? [place] : []));
}

function wordsOf(condition: Condition): string[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return [condition.kind, ...condition.members.flatMap(wordsOf)];
    case "not":
      return ["not", ...wordsOf(condition.member)];
    case "held":
      return ["a bare value", ...operandWords(condition.value)];
    case "compared":
      return [condition.operator, ...operandWords(condition.left), ...operandWords(condition.right)];
    case "listed": {
      const { list } = condition;
      const read = "kind" in list ? ["in what is read", ...operandWords(list)] : ["in a list"];
      return [...operandWords(condition.value), ...read];
    }
  }
}

function operandWords(operand: Operand): string[] {
  if (operand.kind === "path") return [`$${operand.root}`];
  if (operand.kind === "first") return ["??", ...operand.operands.flatMap(operandWords)];
  return operand.value === null ? ["null"] : [];
}
