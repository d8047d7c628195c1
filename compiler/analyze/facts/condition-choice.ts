import { addToList } from "../../add-to-list.js";
import type { Decision } from "../../decisions.js";
import type { ChoicePlan } from "../../plan.js";
import { decideChoices } from "../conditions/decide.js";
import type { Choice } from "./choice.js";
import { byPosition, createChoice, type Held } from "./decided-choice.js";

/** The edges of a node that are taken under conditions, with positions of nodes for ids. */
export interface ConditionalEdges {
  /** In declared order. */
  readonly targets: readonly number[];
  readonly choices: readonly ChoicePlan[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Whether the node goes on after a failure. It then takes none of its conditional edges (SPEC 12). */
  readonly goesOn: boolean;
  /** What types say that its conditions can decide; undefined if they say nothing. */
  readonly known?: readonly Decision[] | undefined;
}

/** The position of targets that start in any case, and of those that no decision contains. */
const always = -1;
const never = -2;

/**
 * What conditions decide (SPEC 12): one alternative of each choice, at most, and all edges without a condition. Choices that
 * depend on the same values decide together; others are independent.
 */
export function createConditionChoice(edges: ConditionalEdges): Choice {
  const { targets, choices, indexOf, goesOn } = edges;
  const parts = new Map<number | undefined, Decision[]>();
  for (const decision of edges.known ?? decideChoices(choices)) addToList(parts, decision.part, decision);
  const nothing: Held = { always: new Set(), all: new Set() };
  const held = [...parts.values()].map((decisions) => [
    ...decisions.map((decision) => byPosition(decision, indexOf)),
    ...(goesOn ? [nothing] : []),
  ]);
  const conditional = choices.flatMap(({ alternatives }) => alternatives.flatMap((alternative) => alternative.targets));
  const partOfTarget = new Map(conditional.map((id) => [indexOf.get(id) ?? never, never]));
  for (const [part, decisions] of held.entries()) {
    for (const target of decisions.flatMap(({ all }) => [...all])) partOfTarget.set(target, part);
  }
  const partOf = (target: number): number => partOfTarget.get(target) ?? always;
  const decided = held.map((decisions, part) => {
    const own = targets.filter((target) => partOf(target) === part);
    return createChoice(own, decisions);
  });
  return combined({ targets, parts: decided, partOf });
}

interface Parts {
  readonly targets: readonly number[];
  readonly parts: readonly Choice[];
  partOf(target: number): number;
}

function combined({ targets, parts, partOf }: Parts): Choice {
  const first = targets.find((target) => partOf(target) === always);
  const choiceOf = (target: number): Choice | undefined => parts[partOf(target)];
  const firstWith = (target: number): number =>
    partOf(target) === always ? (first ?? target) : (choiceOf(target)?.firstWith(target) ?? target);
  const areExclusive = (one: number, other: number): boolean => {
    if (partOf(one) === never || partOf(other) === never) return true;
    return partOf(one) === partOf(other) && choiceOf(one)?.areExclusive(one, other) === true;
  };
  return {
    canHold: () => true,
    isNever: (target) => partOf(target) === never,
    isAlways: (target) => partOf(target) === always || choiceOf(target)?.isAlways(target) === true,
    firstWith,
    impliedBy: (target) => {
      const own = [
        ...(choiceOf(target)?.impliedBy(target) ?? []),
        firstWith(target),
        ...(first === undefined ? [] : [first]),
      ];
      const implied = new Set(own);
      return targets.filter((other) => other !== target && implied.has(other));
    },
    areExclusive,
    areTogether: (one, other) => !areExclusive(one, other),
    partOf,
    isSomeOf: (chosen) =>
      chosen.some((target) => partOf(target) === always) || parts.some((part) => part.isSomeOf(chosen)),
    isOneOf: (chosen) => {
      const [one = never] = chosen;
      if (!chosen.every((target) => partOf(target) === partOf(one))) return false;
      return partOf(one) === always ? chosen.length === 1 : choiceOf(one)?.isOneOf(chosen) === true;
    },
  };
}
