import { addToList } from "../../add-to-list.js";
import type { Decision } from "../../decisions.js";
import type { Choice } from "./choice.js";

/** A decision, with positions of nodes for ids. */
export interface Held {
  readonly always: ReadonlySet<number>;
  /** Everything that it may contain, including `always`. */
  readonly all: ReadonlySet<number>;
}

export function byPosition({ always, maybe }: Decision, indexOf: ReadonlyMap<string, number>): Held {
  const positions = (ids: readonly string[]): number[] => ids.flatMap((id) => indexOf.get(id) ?? []);
  return { always: new Set(positions(always)), all: new Set(positions([...always, ...maybe])) };
}

/** What a node chooses that can make certain decisions, and no others. */
export function createChoice(targets: readonly number[], held: readonly Held[]): Choice {
  const holding = new Map<number, Held[]>();
  for (const one of held) {
    for (const target of one.all) {
      addToList(holding, target, one);
    }
  }
  const holdingOf = (target: number): readonly Held[] => holding.get(target) ?? [];
  const positions = new Map(targets.map((target, position) => [target, position]));
  const inOrder = (members: ReadonlySet<number>): number[] => {
    const known = [...members].filter((member) => positions.has(member));
    return known.sort((one, other) => (positions.get(one) ?? 0) - (positions.get(other) ?? 0));
  };
  const firsts = findFirsts(targets, held);
  const firstWith = (target: number): number => firsts.get(target) ?? target;
  return {
    canHold: (target) => holding.has(target),
    isNever: () => false,
    isAlways: (target) => held.every(({ always }) => always.has(target)),
    firstWith,
    impliedBy: (target) => {
      const [decision, ...others] = holdingOf(target);
      const candidates = decision === undefined ? targets : inOrder(decision.always);
      return candidates.filter((other) => {
        return firstWith(other) === other && other !== target && others.every(({ always }) => always.has(other));
      });
    },
    areExclusive: (one, other) => !holdingOf(one).some(({ all }) => all.has(other)),
    areTogether: (one, other) => holdingOf(one).some(({ always }) => always.has(one) && always.has(other)),
    partOf: () => 0,
    isSomeOf: (chosen) => held.every(({ always }) => chosen.some((target) => always.has(target))),
    isOneOf: (chosen) => {
      const covered = chosen.reduce((sum, target) => sum + holdingOf(target).length, 0);
      if (covered !== held.length) return false;
      const times = new Map<number, number>();
      for (const target of chosen) times.set(target, (times.get(target) ?? 0) + 1);
      return held.every(({ always, all }) => {
        const [only, ...others] = [...all].filter((target) => times.has(target));
        return only !== undefined && others.length === 0 && times.get(only) === 1 && always.has(only);
      });
    },
  };
}

/**
 * For each target, the first of those that are always chosen together with it. Targets that are optional in a decision
 * have no entry.
 */
function findFirsts(targets: readonly number[], held: readonly Held[]): Map<number, number> {
  const decisions = new Map<number, string>();
  const doubtful = new Set<number>();
  for (const [number, { always, all }] of held.entries()) {
    for (const target of all) {
      if (always.has(target)) decisions.set(target, `${decisions.get(target) ?? ""} ${number}`);
      else doubtful.add(target);
    }
  }
  const firsts = new Map<string, number>();
  const found = new Map<number, number>();
  for (const target of targets) {
    if (doubtful.has(target)) continue;
    const key = decisions.get(target) ?? "";
    const first = firsts.get(key) ?? target;
    firsts.set(key, first);
    found.set(target, first);
  }
  return found;
}
