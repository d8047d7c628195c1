import { pathKey } from "../../path-key.js";
import type { FlowPlan, ReadPlan } from "../../plan.js";
import { indexType, literalType, reference, type TypeMember, type TypeNode, unionType } from "./type-node.js";

/** The results of more nodes than this are no longer spelled one by one at each read. */
const mostSpelled = 16;

/** How many nodes, or groups, a group has. */
const groupSize = 8;

/**
 * Sets of nodes that write one place. Where a hundred nodes read what a hundred others may have written, each of them reads
 * another set, and all of them together would be as long as the square. So the writers of a place are put into groups of
 * eight, these into groups of eight, and so on; a read names the largest groups that it has all of, or what it lacks.
 */
export interface ResultSets {
  /** The type of the results of some nodes. */
  resultsOf(ids: readonly string[]): TypeNode;
  /** The groups, of `Writers`. */
  readonly groups: readonly TypeMember[];
  /** All nodes that are in one. */
  readonly members: ReadonlySet<string>;
}

/** The writers of one place. */
interface Writers {
  readonly ids: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
  /** By level, the numbers of the groups; the last level is one group of all. */
  readonly levels: readonly (readonly number[])[];
}

export function findResultSets(plan: FlowPlan): ResultSets {
  const groups: TypeMember[] = [];
  const writersOf = new Map<string, Writers[]>();
  for (const ids of manyWriters(plan)) {
    const writers = groupWriters(ids, groups);
    for (const id of ids) writersOf.set(id, [...(writersOf.get(id) ?? []), writers]);
  }
  return {
    groups,
    members: new Set(writersOf.keys()),
    resultsOf: (ids) => {
      const known = ids.length <= mostSpelled ? [] : (writersOf.get(ids[0] ?? "") ?? []);
      const writers = known.find(({ positions }) => ids.every((id) => positions.has(id)));
      if (writers === undefined) return unionType(ids.map((id) => indexType(reference("Results"), id)));
      return reference("ResultsOf", setType(ids, writers));
    },
  };
}

/** The writers of each place that is read so often, each from so many, that naming them once is shorter. */
function manyWriters(plan: FlowPlan): string[][] {
  const order = new Map(plan.nodes.map(({ id }, index) => [id, index]));
  const places = new Map<string, { readonly ids: Set<string>; spelled: number }>();
  for (const read of plan.nodes.flatMap(({ reads }) => reads)) {
    if (!isOfResults(read)) continue;
    const key = `${read.scope} ${pathKey(read.path)}`;
    const place = places.get(key) ?? { ids: new Set(), spelled: 0 };
    places.set(key, place);
    for (const { node } of read.sources) place.ids.add(node);
    place.spelled += read.sources.length;
  }
  return [...places.values()]
    .filter(({ ids, spelled }) => spelled > 4 * ids.size)
    .map(({ ids }) => [...ids].sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0)));
}

/** Whether a read may find the whole results of many nodes. */
export function isOfResults({ scope, path, sources }: ReadPlan): boolean {
  if (scope === "joins" || sources.length <= mostSpelled) return false;
  return sources.every((source) => source.part === undefined && source.path.length === path.length);
}

/** @param groups the new ones are added */
function groupWriters(ids: readonly string[], groups: TypeMember[]): Writers {
  const levels: number[][] = [];
  let members: TypeNode[] = ids.map((id) => literalType(id));
  do {
    const numbers: number[] = [];
    for (let start = 0; start < members.length; start += groupSize) {
      const type = unionType(members.slice(start, start + groupSize));
      numbers.push(groups.push({ key: groups.length, isOptional: false, type }) - 1);
    }
    levels.push(numbers);
    members = numbers.map(groupType);
  } while (members.length > 1);
  return { ids, positions: new Map(ids.map((id, index) => [id, index])), levels };
}

function groupType(number: number): TypeNode {
  return indexType(reference("Writers"), number);
}

function setType(ids: readonly string[], writers: Writers): TypeNode {
  const held = new Set(ids.map((id) => writers.positions.get(id) ?? 0));
  const lacking = [...writers.ids.keys()].filter((position) => !held.has(position));
  if (lacking.length >= held.size) return unionType(coveredBy(held, writers));
  const [all = 0] = writers.levels.at(-1) ?? [];
  return lacking.length === 0
    ? groupType(all)
    : reference("Exclude", groupType(all), unionType(coveredBy(new Set(lacking), writers)));
}

/** The largest groups that are contained completely, and the rest one by one. */
function coveredBy(positions: ReadonlySet<number>, { ids, levels }: Writers): TypeNode[] {
  const types: TypeNode[] = [];
  let held = [...positions].sort((one, other) => one - other);
  let typeOf = (position: number): TypeNode => literalType(ids[position] ?? "");
  let count = ids.length;
  for (const numbers of levels) {
    const whole: number[] = [];
    for (const [group, members] of groupBy(held)) {
      if (members.length === Math.min(groupSize, count - group * groupSize)) whole.push(group);
      else types.push(...members.map(typeOf));
    }
    held = whole;
    typeOf = (position) => groupType(numbers[position] ?? 0);
    count = numbers.length;
  }
  return [...types, ...held.map(typeOf)];
}

function groupBy(positions: readonly number[]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const position of positions) {
    const group = Math.floor(position / groupSize);
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [position]);
    else members.push(position);
  }
  return groups;
}
