import { pathKey } from "../../path-key.js";
import type { FlowPlan, ReadPlan, ReadSource } from "../../plan.js";
import { groupNames, type NameSet, subsetOf } from "./name-sets.js";
import type { KeyPicker, Picked, PlaceTree } from "./place-tree.js";
import { mostSpelled, type SourceGroup } from "./source-groups.js";
import { indexType, objectType, reference, type TypeMember, type TypeNode } from "./type-node.js";

/**
 * Places with many keys that many nodes read as a whole, such as `$payload` or `$ctx`. The types of their keys are
 * named once, in `Places`, and each read picks the keys that it finds.
 */
export interface WidePlaces extends KeyPicker {
  /** The members of the interfaces `Places` and `Keys`. */
  readonly places: readonly TypeMember[];
  readonly keys: readonly TypeMember[];
}

interface WidePlace {
  readonly number: number;
  readonly types: ReadonlyMap<string, TypeNode>;
  readonly set: NameSet;
}

export interface WideInput {
  readonly plan: FlowPlan;
  groupsOf(read: ReadPlan): readonly SourceGroup[];
  /** Returns the same type node for the same group. */
  typeOf(read: ReadPlan, group: SourceGroup): TypeNode;
}

export function findWidePlaces(input: WideInput): WidePlaces {
  const keys: TypeMember[] = [];
  const places: TypeMember[] = [];
  const byType = new Map<TypeNode, WidePlace>();
  for (const types of manyKeys(input)) {
    const set = groupNames([...types.keys()], "Keys", keys);
    const place = { number: places.length, types, set };
    const members = [...types].map(([key, type]): TypeMember => ({ key, isOptional: false, type }));
    places.push({ key: places.length, isOptional: false, type: objectType(members) });
    for (const type of types.values()) byType.set(type, place);
  }
  return { places, keys, pick: (children) => pickFrom(children, byType) };
}

/** Returns the keys, with their types, of each place that is read so often that naming them once is shorter. */
function manyKeys({ plan, groupsOf, typeOf }: WideInput): ReadonlyMap<string, TypeNode>[] {
  const found = new Map<string, FoundPlace>();
  const placeOf = createPlaceKeys();
  const order = new Map(plan.nodes.map(({ id }, index) => [id, index]));
  for (const read of plan.nodes.flatMap(({ reads }) => reads)) {
    const groups = groupsOf(read);
    if (read.scope === "joins" || groups.length <= mostSpelled) continue;
    for (const group of groups) {
      const { above, key } = placeOf(read.scope, group.source);
      // `"0"` and `0` are the same place, but different keys of a type.
      if (key === undefined || /^\d/u.test(key)) continue;
      const place = found.get(above) ?? { types: new Map<string, FoundKey>(), spelled: 0 };
      found.set(above, place);
      const known = place.types.get(key) ?? { types: new Set(), writer: order.get(group.source.node) ?? 0 };
      known.types.add(typeOf(read, group));
      place.types.set(key, known);
      place.spelled += 1;
    }
  }
  return [...found.values()]
    .map(({ types, spelled }) => ({ types: ofOneType(types), spelled }))
    .filter(({ types, spelled }) => types.size > mostSpelled && spelled > 4 * types.size)
    .map(({ types }) => types);
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

/** Returns the place above a write, as a string, and the write's key in it. */
function createPlaceKeys(): (scope: string, source: ReadSource) => { above: string; key: string | undefined } {
  const known = new Map<ReadSource, { above: string; key: string | undefined }>();
  return (scope, source) => {
    const { path } = source;
    const last = path.at(-1);
    const place = known.get(source) ?? {
      above: pathKey([scope, ...path.slice(0, -1)]),
      key: last === undefined ? undefined : String(last),
    };
    known.set(source, place);
    return place;
  };
}

function pickFrom(children: readonly PlaceTree[], byType: ReadonlyMap<TypeNode, WidePlace>): Picked {
  const found = new Map<WidePlace, PlaceTree[]>();
  for (const child of children.length > mostSpelled ? children : []) {
    const [type] = child.types;
    const place = type === undefined ? undefined : byType.get(type);
    if (place === undefined || child.children.size > 0) continue;
    if (child.types.length > 1 && child.types.some((other) => other !== type)) continue;
    if (place.types.get(String(child.key)) !== type) continue;
    const list = found.get(place);
    if (list === undefined) found.set(place, [child]);
    else list.push(child);
  }
  const many = [...found].filter(([, picked]) => picked.length > mostSpelled);
  return {
    types: many.flatMap(([place, picked]) => partsOf(place, picked)),
    taken: new Set(many.flatMap(([, picked]) => picked)),
  };
}

/** Uses `Plain` and `Some`, so that editors and messages show the keys instead of how they are picked. */
function partsOf(place: WidePlace, picked: readonly PlaceTree[]): TypeNode[] {
  const namesOf = (isOptional: boolean): string[] =>
    picked.filter((child) => child.isOptional === isOptional).map(({ key }) => String(key));
  const [always, sometimes] = [namesOf(false), namesOf(true)];
  return [
    ...(always.length > 0 ? [reference("Plain", partOf(place, always))] : []),
    ...(sometimes.length > 0 ? [reference("Some", partOf(place, sometimes))] : []),
  ];
}

function partOf({ number, set }: WidePlace, names: readonly string[]): TypeNode {
  const whole = indexType(reference("Places"), number);
  const subset = subsetOf(names, set);
  if (subset.kind === "all") return whole;
  return reference(subset.kind === "has" ? "Pick" : "Omit", whole, subset.names);
}
