import type { Decisions } from "../../decisions.js";
import type { FlowAst, NodeAst } from "../../parse/flow-ast.js";
import type { Choice } from "./choice.js";
import { createConditionChoice } from "./condition-choice.js";
import { byPosition, createChoice, type Held } from "./decided-choice.js";
import type { FlowGraph } from "./flow-graph.js";

/**
 * The choices of conditions, those of routers that are known more precisely than "any target may start or not", and those
 * of plain nodes that route by the keys of their results (SPEC 10), keyed by node.
 */
export type Choices = ReadonlyMap<number, Choice>;

export function createChoices(ast: FlowAst, graph: FlowGraph, decisions: Decisions): Choices {
  return new Map(
    ast.nodes.flatMap((node, index): [number, Choice][] => {
      const known = Object.hasOwn(decisions, node.id.value) ? decisions[node.id.value] : undefined;
      if (node.choices.length > 0) return [[index, conditionsOf(index, { ast, graph, known })]];
      if (known === undefined || known.length === 0) return [];
      const targets = (graph.edges[index] ?? []).map(({ to }) => to);
      const policy = node.policy?.plan.onError ?? ast.policy?.plan.onError;
      const failed = policy === "continue" ? decidedByFailure(node, targets) : [];
      return [
        [index, createChoice(targets, [...known.map((decision) => byPosition(decision, graph.indexOf)), ...failed])],
      ];
    }),
  );
}

/** A router that has failed has decided nothing; a plain node sends its own input to all. A class can be either (SPEC 7). */
function decidedByFailure({ type }: NodeAst, targets: readonly number[]): Held[] {
  const none: Held = { always: new Set(), all: new Set() };
  const every: Held = { always: new Set(targets), all: new Set(targets) };
  return type.kind === "router" ? [none] : type.kind === "function" ? [every] : [none, every];
}

interface Conditions {
  readonly ast: FlowAst;
  readonly graph: FlowGraph;
  readonly known: Decisions[string] | undefined;
}

function conditionsOf(index: number, { ast, graph: { edges, indexOf }, known }: Conditions): Choice {
  const node = ast.nodes[index];
  return createConditionChoice({
    targets: (edges[index] ?? []).map(({ to }) => to),
    choices: node?.choices ?? [],
    indexOf,
    goesOn: (node?.policy?.plan.onError ?? ast.policy?.plan.onError) === "continue",
    known,
  });
}
