import type { Run } from "../engine/run.js";
import type { PreparedNode } from "../prepare/prepared-flow.js";
import type { NodeSpec } from "../spec.js";
import { byCodePoints } from "./code-points.js";
import type { Gathering } from "./gathering.js";

/** No arrival yet: undefined is a value. */
export const vacant: unique symbol = Symbol("vacant");

/** The arrival rule of a join. */
export interface JoinRule {
  readonly node: PreparedNode;
  /** In code-point order of the first members. */
  readonly groups: readonly (readonly string[])[];
  /** The first member of each group. */
  readonly parents: readonly PreparedNode[];
  /** `vacant`, once for each group. */
  readonly blank: readonly unknown[];
  /** Group of each parent. */
  readonly slots: ReadonlyMap<string, number>;
  /** Whether some group has several parents. */
  readonly hasChoice: boolean;
  /** Whether some node can see `context.joins` while the run goes on. */
  readonly isSeen: boolean;
  /** The run is over: the newest join that waits, and all before it, still do. */
  conclude(run: Run, newest: Gathering): void;
}

export function joinRule(
  { id, joins = [] }: NodeSpec,
  nodeOf: (id: string) => PreparedNode,
  more: Pick<JoinRule, "isSeen" | "conclude">,
): JoinRule {
  const groups = joins.map((group) => [...group].sort(byCodePoints));
  groups.sort(([a = ""], [b = ""]) => byCodePoints(a, b));
  return {
    node: nodeOf(id),
    groups,
    parents: groups.map(([first = ""]) => nodeOf(first)),
    blank: groups.map(() => vacant),
    slots: new Map(groups.flatMap((group, slot) => group.map((id) => [id, slot]))),
    hasChoice: groups.some((group) => group.length > 1),
    ...more,
  };
}
