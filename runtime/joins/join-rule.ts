import type { NodeSpec, Store } from "../node-spec.js";
import { byCodePoints } from "./code-points.js";

/** Stands for "no arrival yet". Undefined cannot, since it is a valid payload. */
export const vacant: unique symbol = Symbol("vacant");

/** The parts of a node that a join needs. */
interface Member {
  readonly id: string;
  readonly store: Store;
}

/** The arrival rule of a join. */
export interface JoinRule {
  readonly node: Member;
  /** In code-point order of their first members. */
  readonly groups: readonly (readonly string[])[];
  /** The first member of each group. */
  readonly parents: readonly Member[];
  /** `vacant` for each group: the payloads of a gathering before the first arrival. */
  readonly blank: readonly unknown[];
  /** Index of the group of each parent. */
  readonly slots: ReadonlyMap<string, number>;
  /** Whether any group has several parents. */
  readonly hasChoice: boolean;
  /** Whether any node can see `context.joins` while the run goes on. */
  readonly isSeen: boolean;
}

export function joinRule({ id, joins = [] }: NodeSpec, nodeOf: (id: string) => Member, isSeen: boolean): JoinRule {
  const groups = joins.map((group) => [...group].sort(byCodePoints));
  groups.sort(([a = ""], [b = ""]) => byCodePoints(a, b));
  return {
    node: nodeOf(id),
    groups,
    parents: groups.map(([first = ""]) => nodeOf(first)),
    blank: groups.map(() => vacant),
    slots: new Map(groups.flatMap((group, slot) => group.map((id) => [id, slot]))),
    hasChoice: groups.some((group) => group.length > 1),
    isSeen,
  };
}
