import type { Decision, Decisions } from "../../decisions.js";
import type { FlowAst } from "../../parse/flow-ast.js";
import type { FlowGraph } from "./flow-graph.js";

/** What a node can choose; targets by their positions. */
export interface Choice {
  /** Whether a decision can hold the target. */
  canHold(target: number): boolean;
  /** Whether every decision holds the target. */
  isAlways(target: number): boolean;
  /** The first of the targets that come with this one or not at all; itself, where it comes alone. */
  firstWith(target: number): number;
  /** The targets that every decision holds which can hold this one; of each that come together the first. */
  impliedBy(target: number): readonly number[];
  /** Whether no decision holds both. */
  areExclusive(one: number, other: number): boolean;
  /** Whether there is a decision that always holds both. */
  areTogether(one: number, other: number): boolean;
  /** Whether every decision holds exactly one of the targets. */
  isOneOf(targets: readonly number[]): boolean;
}

/** The choices of which more is known than that any target may come or not (SPEC 10), by node. */
export type Choices = ReadonlyMap<number, Choice>;

export function createChoices(ast: FlowAst, graph: FlowGraph, decisions: Decisions): Choices {
  return new Map(
    ast.nodes.flatMap((node, index): [number, Choice][] => {
      const known = Object.hasOwn(decisions, node.id.value) ? decisions[node.id.value] : undefined;
      if (known === undefined || known.length === 0) return [];
      const targets = (graph.edges[index] ?? []).map(({ to }) => to);
      const policy = node.policy?.plan.onError ?? ast.policy?.plan.onError;
      // A failure that the policy passes over starts all of them.
      const failed = policy === "continue" ? [{ always: new Set(targets), all: new Set(targets) }] : [];
      return [[index, createChoice(targets, [...known.map((decision) => byPosition(decision, graph)), ...failed])]];
    }),
  );
}

interface Held {
  readonly always: ReadonlySet<number>;
  /** What it may hold, too. */
  readonly all: ReadonlySet<number>;
}

function byPosition({ always, maybe }: Decision, { indexOf }: FlowGraph): Held {
  const positions = (ids: readonly string[]): number[] => ids.flatMap((id) => indexOf.get(id) ?? []);
  return { always: new Set(positions(always)), all: new Set(positions([...always, ...maybe])) };
}

function createChoice(targets: readonly number[], held: readonly Held[]): Choice {
  const isWith = (one: number, other: number): boolean =>
    held.every(({ always, all }) => (always.has(one) && always.has(other)) || !(all.has(one) || all.has(other)));
  const firstWith = (target: number): number => targets.find((other) => isWith(other, target)) ?? target;
  return {
    canHold: (target) => held.some(({ all }) => all.has(target)),
    isAlways: (target) => held.every(({ always }) => always.has(target)),
    firstWith,
    impliedBy: (target) => {
      const holding = held.filter(({ all }) => all.has(target));
      return targets.filter((other) => {
        return firstWith(other) === other && other !== target && holding.every(({ always }) => always.has(other));
      });
    },
    areExclusive: (one, other) => !held.some(({ all }) => all.has(one) && all.has(other)),
    areTogether: (one, other) => held.some(({ always }) => always.has(one) && always.has(other)),
    isOneOf: (chosen) =>
      held.every(({ always, all }) => {
        return chosen.filter((target) => all.has(target)).length === 1 && chosen.some((target) => always.has(target));
      }),
  };
}
