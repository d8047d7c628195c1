import { pathKey } from "../../path-key.js";
import type { FlowPlan, ReadPlan } from "../../plan.js";
import { allOf, groupNames, type NameSet, subsetOf } from "./name-sets.js";
import type { SourceGroup } from "./source-groups.js";
import { indexType, reference, type TypeMember, type TypeNode, unionType } from "./type-node.js";

/** Nodes that write the same place, named once if many nodes read it: see `NameSet`. */
export interface ResultSets {
  /** The type of the results of a group's nodes. */
  resultsOf(scope: ReadPlan["scope"], group: SourceGroup): TypeNode;
  /** The members of the interface `Writers`. */
  readonly groups: readonly TypeMember[];
  /** All nodes that belong to a group. */
  readonly members: ReadonlySet<string>;
}

export function findResultSets(plan: FlowPlan, groupsOf: (read: ReadPlan) => readonly SourceGroup[]): ResultSets {
  const groups: TypeMember[] = [];
  const sets = new Map<string, NameSet>();
  for (const [key, ids] of manyWriters(plan, groupsOf)) sets.set(key, groupNames(ids, "Writers", groups));
  const known = new Map<SourceGroup, TypeNode>();
  return {
    groups,
    members: new Set([...sets.values()].flatMap(({ names }) => names)),
    resultsOf: (scope, group) => {
      const type = known.get(group) ?? setType(group.nodes, sets.get(placeKey(scope, group)));
      known.set(group, type);
      return type;
    },
  };
}

function placeKey(scope: ReadPlan["scope"], { source: { path, part } }: SourceGroup): string {
  return pathKey([scope, typeof part, part ?? "", ...path]);
}

/** Returns the writers of each place with so many reads and writers that naming the writers once is shorter. */
function manyWriters(
  plan: FlowPlan,
  groupsOf: (read: ReadPlan) => readonly SourceGroup[],
): (readonly [string, string[]])[] {
  const order = new Map(plan.nodes.map(({ id }, index) => [id, index]));
  const places = new Map<string, { readonly ids: Set<string>; spelled: number }>();
  for (const read of plan.nodes.flatMap(({ reads }) => reads)) {
    for (const group of groupsOf(read)) {
      if (group.nodes.length === 1) continue;
      const key = placeKey(read.scope, group);
      const place = places.get(key) ?? { ids: new Set(), spelled: 0 };
      places.set(key, place);
      for (const node of group.nodes) place.ids.add(node);
      place.spelled += group.nodes.length;
    }
  }
  const inOrder = (ids: Iterable<string>): string[] =>
    [...ids].sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0));
  return [...places]
    .filter(([, { ids, spelled }]) => spelled > 4 * ids.size)
    .map(([key, { ids }]) => [key, inOrder(ids)] as const);
}

function setType(ids: readonly string[], set: NameSet | undefined): TypeNode {
  if (set === undefined) return unionType(ids.map((id) => indexType(reference("Results"), id)));
  const { kind, names } = subsetOf(ids, set);
  return reference("ResultsOf", kind === "lacks" ? reference("Exclude", allOf(set), names) : names);
}
