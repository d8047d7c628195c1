import { addBit, type BitSet, countBits, createBitSet, hasBit, removeBit, subtract, unite } from "../../bit-set.js";
import { type NameSet, subsetOf } from "./name-sets.js";
import { hasKeys, type Picked, type PlaceTree } from "./place-tree.js";
import { indexType, reference, type TypeNode } from "./type-node.js";
import { mostSpelled } from "./write-lists.js";

/** A place with many keys that many nodes read as a whole. */
export interface WidePlace {
  /** Its number in the interface `Places`. */
  readonly number: number;
  /** The types of its keys. */
  readonly types: ReadonlyMap<string, TypeNode>;
  readonly set: NameSet;
}

/** Positions of keys in the set of a place: those that are certain to be there, and those that may be missing. */
interface HeldKeys {
  readonly always: BitSet;
  readonly sometimes: BitSet;
}

/** @param byType the place that names the type of one of its keys */
export function pickKeys(
  tree: PlaceTree,
  places: readonly WidePlace[],
  byType: ReadonlyMap<TypeNode, WidePlace>,
): Picked {
  const children = [...tree.children.values()];
  if (tree.named.length === 0 && children.length <= mostSpelled) return { always: [], sometimes: [], others: children };
  const held = namedKeys(tree, places);
  const matching = new Map<PlaceTree, WidePlace>();
  for (const child of children) {
    const place = placeOf(child, byType);
    if (place === undefined) continue;
    matching.set(child, place);
    const keys = held.get(place) ?? noKeys(place);
    held.set(place, keys);
    addBit(child.isOptional ? keys.sometimes : keys.always, positionOf(child, place));
  }
  const many = new Map(
    [...held].filter(([, keys]) => countBits(keys.always) + countBits(keys.sometimes) > mostSpelled),
  );
  const others = children.flatMap((child) => {
    const place = matching.get(child);
    return place !== undefined && many.has(place) ? [] : [withNamed(child, many)];
  });
  const typesOf = (kind: keyof HeldKeys): TypeNode[] =>
    [...many].flatMap(([place, keys]) => (countBits(keys[kind]) > 0 ? [partOf(place, keys[kind])] : []));
  // `Plain` and `Some` let editors and messages show the keys instead of how they are picked.
  return { always: typesOf("always").map((type) => reference("Plain", type)), sometimes: typesOf("sometimes"), others };
}

function noKeys({ set }: WidePlace): HeldKeys {
  return { always: createBitSet(set.names.length), sometimes: createBitSet(set.names.length) };
}

function namedKeys(tree: PlaceTree, places: readonly WidePlace[]): Map<WidePlace, HeldKeys> {
  const held = new Map<WidePlace, HeldKeys>();
  for (const { place: number, always, sometimes } of tree.named) {
    const place = places[number];
    if (place === undefined) continue;
    const keys = held.get(place) ?? noKeys(place);
    held.set(place, keys);
    unite(keys.always, always);
    unite(keys.sometimes, sometimes);
  }
  for (const { always, sometimes } of held.values()) subtract(sometimes, always);
  return held;
}

/** The place that names the type of a key, if the key has no other type and nothing below it. */
function placeOf(child: PlaceTree, byType: ReadonlyMap<TypeNode, WidePlace>): WidePlace | undefined {
  const [type] = child.types;
  const place = type === undefined ? undefined : byType.get(type);
  if (place?.types.get(String(child.key)) !== type) return undefined;
  if (hasKeys(child)) return undefined;
  return child.types.every((other) => other === type) ? place : undefined;
}

function positionOf({ key }: PlaceTree, { set }: WidePlace): number {
  return set.positions.get(String(key)) ?? -1;
}

/** Moves a key that another read has found differently out of the named ones. */
function withNamed(child: PlaceTree, held: ReadonlyMap<WidePlace, HeldKeys>): PlaceTree {
  for (const [place, { always, sometimes }] of held) {
    const position = positionOf(child, place);
    const type = place.types.get(String(child.key));
    if (type === undefined || !hasBit(united(always, sometimes), position)) continue;
    const isOptional = child.isOptional && !hasBit(always, position);
    removeBit(always, position);
    removeBit(sometimes, position);
    return { ...child, types: [...child.types, type], isOptional };
  }
  return child;
}

function united(one: BitSet, other: BitSet): BitSet {
  const both = one.slice();
  unite(both, other);
  return both;
}

function partOf({ number, set }: WidePlace, held: BitSet): TypeNode {
  const whole = indexType(reference("Places"), number);
  const subset = subsetOf(held, set);
  if (subset.kind === "all") return whole;
  return reference(subset.kind === "has" ? "Pick" : "Omit", whole, subset.names);
}
