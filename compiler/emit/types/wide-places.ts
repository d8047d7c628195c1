import { addBit, type BitSet, bitsOf, common, countBits, createBitSet, hasBit, unite } from "../../bit-set.js";
import { pathKey } from "../../path-key.js";
import type { FlowPlan, ReadPlan } from "../../plan.js";
import type { SourceWrite } from "../../source-set.js";
import { groupNames } from "./name-sets.js";
import { pickKeys, type WidePlace } from "./pick-keys.js";
import type { KeyPicker, NamedKeys } from "./place-tree.js";
import type { SourceGroup, SourceGroups } from "./source-groups.js";
import { objectType, type TypeMember, type TypeNode } from "./type-node.js";
import { isNameable, mostSpelled, type Siblings, type WriteList } from "./write-lists.js";

/**
 * Places with many keys that many nodes read as a whole, such as `$payload` or `$ctx`. The types of their keys are
 * named once, in `Places`, and each read picks the keys that it finds.
 */
export interface WidePlaces extends KeyPicker {
  /** The members of the interfaces `Places` and `Keys`. */
  readonly places: readonly TypeMember[];
  readonly keys: readonly TypeMember[];
  /** Splits what a read may find into keys whose types are named once, and everything else. */
  split(read: ReadPlan): SplitRead;
}

export interface SplitRead {
  readonly named: readonly NamedKeys[];
  readonly groups: readonly SourceGroup[];
}

export interface WideInput {
  readonly plan: FlowPlan;
  readonly sources: SourceGroups;
  /** Returns the same type node for the same write, or the same group of writes. */
  typeOf(read: ReadPlan, group: SourceGroup): TypeNode;
}

export function findWidePlaces(input: WideInput): WidePlaces {
  const keys: TypeMember[] = [];
  const places: TypeMember[] = [];
  const byPath = new Map<string, WidePlace>();
  const byType = new Map<TypeNode, WidePlace>();
  for (const [above, types] of manyKeys(input)) {
    const set = groupNames([...types.keys()], "Keys", keys);
    const place = { number: places.length, types, set };
    const members = [...types].map(([key, type]): TypeMember => ({ key, isOptional: false, type }));
    places.push({ key: places.length, isOptional: false, type: objectType(members) });
    byPath.set(above, place);
    for (const type of types.values()) byType.set(type, place);
  }
  const all = [...byPath.values()];
  return { places, keys, split: createSplit(input, byPath), pick: (tree) => pickKeys(tree, all, byType) };
}

interface FoundPlace {
  /** Keyed by the place's keys. */
  readonly types: Map<string, FoundKey>;
  spelled: number;
}

interface FoundKey {
  readonly types: Set<TypeNode>;
  /** Position of the node that writes it. */
  readonly writer: number;
}

/** Returns the keys, with their types, of each place that is read so often that naming them once is shorter. */
function manyKeys({ plan, sources, typeOf }: WideInput): (readonly [string, ReadonlyMap<string, TypeNode>])[] {
  const allReads = plan.nodes.flatMap(({ reads }) => reads);
  if (allReads.length === 0) return [];
  const order = new Map(plan.nodes.map(({ id }, index) => [id, index]));
  const found = new Map<string, FoundPlace>();
  const placeAbove = ({ scope }: ReadPlan, path: SourceWrite["path"]): FoundPlace => {
    const key = placeKey(scope, path);
    const place = found.get(key) ?? { types: new Map<string, FoundKey>(), spelled: 0 };
    found.set(key, place);
    return place;
  };
  const addKey = (read: ReadPlan, { types }: FoundPlace, group: SourceGroup): void => {
    const { source } = group;
    const key = String(source.path.at(-1));
    const known = types.get(key) ?? { types: new Set(), writer: order.get(source.node) ?? 0 };
    known.types.add(typeOf(read, group));
    types.set(key, known);
  };
  const seen = new Map<Siblings, { readonly read: ReadPlan; readonly members: BitSet }>();
  for (const read of allReads) {
    const list = sources.listOf(read);
    if (list === undefined) continue;
    const inSiblings = common(read.sources.found, list.inSiblings);
    const groups = sources.groupsOf(read, inSiblings);
    if (groups.length + countBits(inSiblings) <= mostSpelled) continue;
    for (const siblings of list.siblings) {
      const members = common(inSiblings, siblings.members);
      placeAbove(read, siblings.above).spelled += countBits(members);
      const known = seen.get(siblings);
      if (known === undefined) seen.set(siblings, { read, members });
      else unite(known.members, members);
    }
    for (const group of groups) {
      if (!isNameable(group.source)) continue;
      const place = placeAbove(read, group.source.path.slice(0, -1));
      place.spelled += 1;
      addKey(read, place, group);
    }
  }
  for (const [{ above }, { read, members }] of seen) {
    const place = placeAbove(read, above);
    for (const position of bitsOf(members)) {
      const source = read.sources.writes[position];
      if (source !== undefined) addKey(read, place, single(source));
    }
  }
  return [...found]
    .map(([above, { types, spelled }]) => ({ above, types: ofOneType(types), spelled }))
    .filter(({ types, spelled }) => types.size > mostSpelled && spelled > 4 * types.size)
    .map(({ above, types }) => [above, types] as const);
}

function placeKey(scope: ReadPlan["scope"], path: SourceWrite["path"]): string {
  return pathKey([scope, ...path]);
}

function single(source: SourceWrite): SourceGroup {
  return { source, many: undefined, always: true };
}

/** Returns the keys that have the same type at every read, in the order of their writers. */
function ofOneType(types: FoundPlace["types"]): Map<string, TypeNode> {
  return new Map(
    [...types]
      .sort(([, one], [, other]) => one.writer - other.writer)
      .flatMap(([key, found]) => {
        const [type, ...others] = found.types;
        return type === undefined || others.length > 0 ? [] : [[key, type] as const];
      }),
  );
}

/** Writes of keys that a place names with the same types. */
interface NamedSiblings {
  readonly siblings: Siblings;
  readonly place: WidePlace;
  readonly members: BitSet;
  /** For each position in the list of writes, the position of its key in the place. */
  readonly positions: readonly number[];
}

function createSplit(input: WideInput, byPath: ReadonlyMap<string, WidePlace>): WidePlaces["split"] {
  const { sources } = input;
  const known = new Map<WriteList, readonly NamedSiblings[]>();
  const namedIn = (read: ReadPlan, list: WriteList): readonly NamedSiblings[] => {
    const found = known.get(list) ?? findNamed(read, list, { input, byPath });
    known.set(list, found);
    return found;
  };
  return (read) => {
    const { found, writes, always } = read.sources;
    const list = byPath.size === 0 ? undefined : sources.listOf(read);
    const named: NamedKeys[] = [];
    const taken = createBitSet(writes.length);
    for (const { siblings, place, members, positions } of list === undefined ? [] : namedIn(read, list)) {
      const held = common(found, members);
      if (countBits(held) <= mostSpelled) continue;
      unite(taken, held);
      const size = place.set.names.length;
      const keys = {
        above: siblings.above,
        place: place.number,
        always: createBitSet(size),
        sometimes: createBitSet(size),
      };
      for (const position of bitsOf(held)) {
        const isAlways = read.afterOpenWrite || hasBit(always, position);
        addBit(isAlways ? keys.always : keys.sometimes, positions[position] ?? 0);
      }
      named.push(keys);
    }
    return { named, groups: sources.groupsOf(read, taken) };
  };
}

interface Naming {
  readonly input: WideInput;
  readonly byPath: ReadonlyMap<string, WidePlace>;
}

function findNamed(read: ReadPlan, list: WriteList, { input, byPath }: Naming): NamedSiblings[] {
  const { writes } = read.sources;
  return list.siblings.flatMap((siblings) => {
    const place = byPath.get(placeKey(read.scope, siblings.above));
    if (place === undefined) return [];
    const members = createBitSet(writes.length);
    const positions = writes.map(() => 0);
    for (const position of siblings.positions) {
      const source = writes[position];
      const key = String(source?.path.at(-1));
      if (source === undefined || place.types.get(key) !== input.typeOf(read, single(source))) continue;
      addBit(members, position);
      positions[position] = place.set.positions.get(key) ?? 0;
    }
    return [{ siblings, place, members, positions }];
  });
}
