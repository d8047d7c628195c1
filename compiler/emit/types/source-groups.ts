import type { ReadPlan, ReadSource } from "../../plan.js";

/** Maximum number of parts of a type that are written out at each read. More parts are named once. */
export const mostSpelled = 16;

/** If a read may find more than that, it still writes out up to this many writers of one place. */
const mostOfOnePlace = 4;

/**
 * Writes of one place that a read may find: a single write, or many that all write the whole result, or all the same
 * part.
 */
export interface SourceGroup {
  readonly source: ReadSource;
  /** The nodes that write. More than one only if there are many. */
  readonly nodes: readonly string[];
  /** Whether the place is set on every path that leads to the reader. */
  readonly always: boolean;
}

/** Returns a function that groups the writes that a read may find. Reads with the same writes get the same list. */
export function createSourceGroups(): (read: ReadPlan) => readonly SourceGroup[] {
  const keys = new Map<ReadSource, string>();
  const known = new Map<readonly ReadSource[], readonly SourceGroup[]>();
  const single = new Map<ReadSource, SourceGroup>();
  const alone = (source: ReadSource): SourceGroup => {
    const group = single.get(source) ?? { source, nodes: [source.node], always: source.always };
    single.set(source, group);
    return group;
  };
  const keyOf = (source: ReadSource): string => {
    const key = keys.get(source) ?? JSON.stringify([source.part, ...source.path.map(String)]);
    keys.set(source, key);
    return key;
  };
  return ({ scope, sources }) => {
    const found = known.get(sources);
    if (found !== undefined) return found;
    const isSmall = scope === "joins" || sources.length <= mostSpelled;
    const groups = isSmall ? sources.map(alone) : groupSources(sources, { keyOf, alone });
    known.set(sources, groups);
    return groups;
  };
}

interface Grouping {
  keyOf(source: ReadSource): string;
  alone(source: ReadSource): SourceGroup;
}

function groupSources(sources: readonly ReadSource[], { keyOf, alone }: Grouping): SourceGroup[] {
  const buckets = new Map<string, ReadSource[]>();
  for (const source of sources) {
    const key = keyOf(source);
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [source]);
    else bucket.push(source);
  }
  return sources.flatMap((source) => {
    const bucket = buckets.get(keyOf(source)) ?? [];
    if (bucket.length <= mostOfOnePlace) return alone(source);
    if (bucket[0] !== source) return [];
    return { source, nodes: bucket.map(({ node }) => node), always: bucket.some(({ always }) => always) };
  });
}
