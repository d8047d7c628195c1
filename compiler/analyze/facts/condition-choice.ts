import type { ChoicePlan, ConditionPlan } from "../../plan.js";
import type { Choice } from "./choice.js";

/** The edges of a node that are taken under conditions, with positions of nodes for ids. */
export interface ConditionalEdges {
  /** In declared order. */
  readonly targets: readonly number[];
  readonly choices: readonly ChoicePlan[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Whether the node goes on after a failure. It then takes none of its conditional edges (SPEC 12). */
  readonly goesOn: boolean;
}

/** The alternative that starts a target, and its choice. */
interface Slot {
  readonly choice: number;
  readonly alternative: number;
}

/**
 * What conditions decide (SPEC 12): one alternative of each choice, at most, or exactly one where the last is
 * `otherwise`. Choices are independent. Edges with the same condition, by itself, are taken together; those with a
 * condition and with its opposite are the two alternatives of one choice.
 */
export function createConditionChoice(edges: ConditionalEdges): Choice {
  const { targets } = edges;
  const known = new Set(targets);
  const { slots, exhaustive } = findSlots(edges);
  const firsts = new Map<string, number>();
  for (const target of targets) {
    const key = keyOf(slots.get(target));
    if (!firsts.has(key)) firsts.set(key, target);
  }
  const firstWith = (target: number): number => firsts.get(keyOf(slots.get(target))) ?? target;
  const areExclusive = (one: number, other: number): boolean => {
    const [left, right] = [slots.get(one), slots.get(other)];
    return left !== undefined && left.choice === right?.choice && left.alternative !== right.alternative;
  };
  const always = firsts.get(keyOf(undefined));
  return {
    canHold: (target) => known.has(target),
    isAlways: (target) => slots.get(target) === undefined,
    firstWith,
    impliedBy: (target) => {
      const implied = new Set([firstWith(target), ...(always === undefined ? [] : [always])]);
      return targets.filter((other) => other !== target && implied.has(other));
    },
    areExclusive,
    areTogether: (one, other) => !areExclusive(one, other),
    partOf: (target) => slots.get(target)?.choice ?? -1,
    isOneOf: (chosen) => {
      const found = chosen.map((target) => slots.get(target));
      const [first] = found;
      if (first === undefined) return found.length === 1;
      const size = exhaustive.get(first.choice);
      const alternatives = new Set(found.map((slot) => slot?.alternative));
      return (
        found.every((slot) => slot?.choice === first.choice) && size === chosen.length && size === alternatives.size
      );
    },
  };
}

function keyOf(slot: Slot | undefined): string {
  return slot === undefined ? "always" : `${slot.choice} ${slot.alternative}`;
}

interface Slots {
  /** Without an entry: always started. */
  readonly slots: ReadonlyMap<number, Slot>;
  /** The number of alternatives of each choice that always takes one. */
  readonly exhaustive: ReadonlyMap<number, number>;
}

function findSlots({ choices, indexOf, goesOn }: ConditionalEdges): Slots {
  const slots = new Map<number, Slot>();
  const exhaustive = new Map<number, number>();
  const alone = new Map<string, number>();
  const opposed = new Set<string>();
  for (const [index, { alternatives }] of choices.entries()) {
    const [only, ...others] = alternatives;
    const condition = others.length === 0 ? only?.condition : undefined;
    const asked = condition === undefined ? undefined : questionOf(condition);
    const choice = asked === undefined ? index : (alone.get(asked.key) ?? index);
    if (asked !== undefined) {
      alone.set(asked.key, choice);
      opposed.add(`${choice} ${asked.isOpposite}`);
    }
    for (const [position, { targets }] of alternatives.entries()) {
      const slot = { choice, alternative: asked === undefined ? position : Number(asked.isOpposite) };
      for (const id of targets) {
        const target = indexOf.get(id);
        if (target !== undefined) slots.set(target, slot);
      }
    }
    const hasBoth = opposed.has(`${choice} true`) && opposed.has(`${choice} false`);
    const isComplete = hasBoth || alternatives.at(-1)?.condition === undefined;
    if (isComplete && !goesOn) exhaustive.set(choice, hasBoth ? 2 : alternatives.length);
  }
  return { slots, exhaustive };
}

interface Question {
  readonly key: string;
  /** Whether the condition holds where the answer is no: `not $result.ok`, `$result.kind != "a"`. */
  readonly isOpposite: boolean;
}

function questionOf(condition: ConditionPlan): Question {
  if (condition.kind === "not") {
    const { key, isOpposite } = questionOf(condition.member);
    return { key, isOpposite: !isOpposite };
  }
  const isOpposite = condition.kind === "comparison" && condition.operator === "!=";
  return { key: conditionKey(isOpposite ? { ...condition, operator: "==" } : condition), isOpposite };
}

/** A text that is the same for conditions that say the same in the same order. */
export function conditionKey(condition: ConditionPlan): string {
  return JSON.stringify(condition, (key, value: unknown) => (key === "span" ? undefined : value));
}
