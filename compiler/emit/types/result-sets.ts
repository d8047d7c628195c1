import { addBit, type BitSet, bitsOf, countBits, createBitSet, unite } from "../../bit-set.js";
import { pathKey } from "../../path-key.js";
import type { FlowPlan, ReadPlan } from "../../plan.js";
import type { SourceWrite } from "../../source-set.js";
import { allOf, groupNames, type NameSet, subsetOf } from "./name-sets.js";
import type { SourceGroup, SourceGroups } from "./source-groups.js";
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

export function findResultSets(plan: FlowPlan, sources: SourceGroups): ResultSets {
  const groups: TypeMember[] = [];
  const sets = new Map<string, WriterSet>();
  for (const [key, ids] of manyWriters(plan, sources)) {
    sets.set(key, { set: groupNames(ids, "Writers", groups), positions: new Map() });
  }
  const known = new Map<SourceGroup, TypeNode>();
  return {
    groups,
    members: new Set([...sets.values()].flatMap(({ set }) => set.names)),
    resultsOf: (scope, group) => {
      const type = known.get(group) ?? setType(group, sets.get(placeKey(scope, group)));
      known.set(group, type);
      return type;
    },
  };
}

interface WriterSet {
  readonly set: NameSet;
  /** For each list of writes, the position in the set of each of its nodes. */
  readonly positions: Map<readonly SourceWrite[], readonly number[]>;
}

function placeKey(scope: ReadPlan["scope"], { source: { path, part } }: SourceGroup): string {
  return pathKey([scope, typeof part, part ?? "", ...path]);
}

interface FoundPlace {
  /** Positions of the writes that some read may find, for each list of writes. */
  readonly found: Map<readonly SourceWrite[], BitSet>;
  /** How many nodes all reads would name. */
  spelled: number;
}

/** Returns the writers of each place with so many reads and writers that naming the writers once is shorter. */
function manyWriters(plan: FlowPlan, { groupsOf, listOf }: SourceGroups): (readonly [string, string[]])[] {
  const allReads = plan.nodes.flatMap(({ reads }) => reads);
  if (allReads.length === 0) return [];
  const order = new Map(plan.nodes.map(({ id }, index) => [id, index]));
  const places = new Map<string, FoundPlace>();
  for (const read of allReads) {
    const list = listOf(read);
    if (list === undefined || list.crowds.length === 0) continue;
    for (const group of groupsOf(read, list.uncrowded)) {
      if (group.many === undefined) continue;
      const { writes, members } = group.many;
      const key = placeKey(read.scope, group);
      const place = places.get(key) ?? { found: new Map<readonly SourceWrite[], BitSet>(), spelled: 0 };
      places.set(key, place);
      const found = place.found.get(writes) ?? createBitSet(writes.length);
      place.found.set(writes, found);
      unite(found, members);
      place.spelled += countBits(members);
    }
  }
  return [...places].flatMap(([key, { found, spelled }]) => {
    const ids = new Set([...found].flatMap(([writes, members]) => nodesAt(writes, members)));
    const inOrder = [...ids].sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0));
    return spelled > 4 * ids.size ? [[key, inOrder] as const] : [];
  });
}

function nodesAt(writes: readonly SourceWrite[], members: BitSet): string[] {
  return bitsOf(members).flatMap((position) => writes[position]?.node ?? []);
}

function setType({ source, many }: SourceGroup, writers: WriterSet | undefined): TypeNode {
  if (writers === undefined) {
    const ids = many === undefined ? [source.node] : nodesAt(many.writes, many.members);
    return unionType(ids.map((id) => indexType(reference("Results"), id)));
  }
  const { set, positions } = writers;
  const held = createBitSet(set.names.length);
  if (many === undefined) addBit(held, set.positions.get(source.node) ?? 0);
  else {
    const { writes, members } = many;
    const known = positions.get(writes) ?? writes.map(({ node }) => set.positions.get(node) ?? 0);
    positions.set(writes, known);
    for (const position of bitsOf(members)) addBit(held, known[position] ?? 0);
  }
  const { kind, names } = subsetOf(held, set);
  return reference("ResultsOf", kind === "lacks" ? reference("Exclude", allOf(set), names) : names);
}
