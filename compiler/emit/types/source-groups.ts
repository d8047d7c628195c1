import { type BitSet, bitsOf, common, countBits, hasBit, isEmptySet, subtract } from "../../bit-set.js";
import type { ReadPlan } from "../../plan.js";
import type { SourceSet, SourceWrite } from "../../source-set.js";
import { createWriteLists, mostOfOnePlace, mostSpelled, type WriteList } from "./write-lists.js";

/**
 * Writes of one place that a read may find: a single write, or many that all write the whole result, or all the same
 * part.
 */
export interface SourceGroup {
  /** The first of them. */
  readonly source: SourceWrite;
  /** All of them, if there are many. */
  readonly many: ManyWrites | undefined;
  /** Whether the place is set on every path that leads to the reader. */
  readonly always: boolean;
}

export interface ManyWrites {
  readonly writes: readonly SourceWrite[];
  /** Positions in `writes`. */
  readonly members: BitSet;
}

export interface SourceGroups {
  /** @param except positions of writes that are left out */
  groupsOf(read: ReadPlan, except?: BitSet): readonly SourceGroup[];
  /** What the list of writes of a read says, if the read may find many writes. */
  listOf(read: ReadPlan): WriteList | undefined;
}

/** Groups the writes that reads may find. The same read and group always give the same object. */
export function createSourceGroups(): SourceGroups {
  const describe = createWriteLists();
  const listOf = ({ scope, sources }: ReadPlan): WriteList | undefined => {
    const { writes, found } = sources;
    if (scope === "joins" || writes.length <= mostSpelled || countBits(found) <= mostSpelled) return undefined;
    return describe(writes);
  };
  const alone = createSingleGroups();
  const manyOf = createCrowds();
  return {
    listOf,
    groupsOf: (read, except) => {
      const { sources } = read;
      const { writes } = sources;
      const list = listOf(read);
      const groups: SourceGroup[] = [];
      const left = sources.found.slice();
      if (except !== undefined) subtract(left, except);
      for (const position of bitsOf(left)) {
        if (!hasBit(left, position)) continue;
        const write = writes[position];
        const crowd = list?.crowdOf[position];
        const many = crowd === undefined ? undefined : manyOf(sources, crowd);
        if (many !== undefined && crowd !== undefined) subtract(left, crowd);
        if (many !== undefined) groups.push(many);
        else if (write !== undefined) groups.push(alone(write, hasBit(sources.always, position)));
      }
      return groups;
    },
  };
}

function createSingleGroups(): (source: SourceWrite, always: boolean) => SourceGroup {
  const known = { always: new Map<SourceWrite, SourceGroup>(), sometimes: new Map<SourceWrite, SourceGroup>() };
  return (source, always) => {
    const groups = always ? known.always : known.sometimes;
    const group = groups.get(source) ?? { source, many: undefined, always };
    groups.set(source, group);
    return group;
  };
}

/** Returns a function that gives the group of the writes in a crowd that a read may find, if they are many. */
function createCrowds(): (sources: SourceSet, crowd: BitSet) => SourceGroup | undefined {
  const known = new Map<SourceSet, Map<BitSet, SourceGroup | undefined>>();
  return (sources, crowd) => {
    const groups = known.get(sources) ?? new Map<BitSet, SourceGroup | undefined>();
    known.set(sources, groups);
    if (!groups.has(crowd)) groups.set(crowd, groupIn(sources, crowd));
    return groups.get(crowd);
  };
}

function groupIn({ writes, found, always }: SourceSet, crowd: BitSet): SourceGroup | undefined {
  const members = common(found, crowd);
  const [first = -1, ...others] = countBits(members) > mostOfOnePlace ? bitsOf(members) : [];
  const source = writes[first];
  if (source === undefined || others.length === 0) return undefined;
  return { source, many: { writes, members }, always: !isEmptySet(common(always, crowd)) };
}
