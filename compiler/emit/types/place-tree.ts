import { type BitSet, isEmptySet } from "../../bit-set.js";
import {
  intersectionType,
  literalType,
  objectType,
  reference,
  type TypeMember,
  type TypeNode,
  undefinedType,
  unionType,
} from "./type-node.js";

/** The types of places in the context, as a tree of their paths. */
export interface PlaceTree {
  readonly key: string | number;
  readonly types: TypeNode[];
  isOptional: boolean;
  readonly children: Map<string, PlaceTree>;
  /** Further keys below, whose types are named once. */
  readonly named: NamedKeys[];
}

export function createPlaceTree(key: string | number = ""): PlaceTree {
  return { key, types: [], isOptional: true, children: new Map(), named: [] };
}

export interface PlaceType {
  readonly path: readonly (string | number)[];
  readonly type: TypeNode;
  readonly isOptional: boolean;
}

/** Adds a type that may be found at a place. A place is optional if everything added to it is. */
export function addPlace(tree: PlaceTree, { path, type, isOptional }: PlaceType): void {
  placeAt(tree, path, isOptional).types.push(type);
}

/** Adds keys whose types are named once. */
export function addNamedKeys(tree: PlaceTree, keys: NamedKeys): void {
  placeAt(tree, keys.above, isEmptySet(keys.always)).named.push(keys);
}

function placeAt(tree: PlaceTree, path: readonly (string | number)[], isOptional: boolean): PlaceTree {
  let at = tree;
  for (const key of path) {
    const found = at.children.get(String(key));
    const next = found ?? createPlaceTree(key);
    if (found === undefined) at.children.set(String(key), next);
    if (!isOptional) next.isOptional = false;
    at = next;
  }
  return at;
}

export function hasKeys({ children, named }: PlaceTree): boolean {
  return children.size > 0 || named.length > 0;
}

/** Combines several types at one place: what several writers leave, or what several readers ask for. */
export type Combine = (types: readonly TypeNode[]) => TypeNode;

/** Keys of a place, as positions in the list of all its keys. */
export interface NamedKeys {
  /** The path of the place. */
  readonly above: readonly (string | number)[];
  /** Which of the places that have such a list. */
  readonly place: number;
  readonly always: BitSet;
  readonly sometimes: BitSet;
}

/** Replaces many keys of a place by named types. */
export interface KeyPicker {
  /** Returns types that cover many of the keys below a place, and the other keys. */
  pick(tree: PlaceTree): Picked;
}

export interface Picked {
  readonly types: readonly TypeNode[];
  /** The names of the keys that the types cover. */
  readonly names: readonly TypeNode[];
  readonly others: readonly PlaceTree[];
  /** If there is a single type, and it picks keys that are always there: the type that has them, and their names. */
  readonly picks?: { readonly from: TypeNode; readonly names: TypeNode } | undefined;
}

export interface PlaceObjectOptions {
  readonly isExpanded?: boolean;
  /** Names many keys at once, where several writers leave them. */
  readonly wide?: KeyPicker | undefined;
}

/** The object type of the root of the tree. */
export function placeObject(tree: PlaceTree, combine: Combine, options: PlaceObjectOptions = {}): TypeNode {
  return objectOf(pickKeys(tree, options.wide), combine, options);
}

function pickKeys(tree: PlaceTree, wide: KeyPicker | undefined): Picked {
  return wide?.pick(tree) ?? { types: [], names: [], others: [...tree.children.values()] };
}

function objectOf({ types, others }: Picked, combine: Combine, { isExpanded, wide }: PlaceObjectOptions): TypeNode {
  const members = others.map((child): TypeMember => {
    return { key: child.key, isOptional: child.isOptional, type: placeType(child, combine, wide) };
  });
  if (types.length === 0) return objectType(members, isExpanded);
  return intersectionType(members.length === 0 ? types : [...types, objectType(members)]);
}

/**
 * The type at a path of the tree, as a plain object if only places below it are in the tree; undefined if it also depends on what is
 * at a place above.
 */
export function placeBelow(
  tree: PlaceTree,
  path: PlaceType["path"],
  { wide }: PlaceObjectOptions,
): TypeNode | undefined {
  let at = tree;
  for (const key of path) {
    const next = at.children.get(String(key));
    if (next === undefined || next.types.length > 0) return undefined;
    at = next;
  }
  const type = placeType(at, unionType, wide);
  // `Plain` only has the keys that are text.
  const isText = [...at.children.values()].every(({ key }) => typeof key === "string");
  const object = type.kind === "object" && isText ? reference("Plain", type) : type;
  return at.isOptional ? unionType([object, undefinedType]) : object;
}

function placeType(tree: PlaceTree, combine: Combine, wide: KeyPicker | undefined): TypeNode {
  if (!hasKeys(tree)) return combine(tree.types);
  const picked = pickKeys(tree, wide);
  const below = objectOf(picked, combine, { wide });
  if (tree.types.length === 0) return below;
  if (combine !== unionType) return intersectionType([combine(tree.types), below]);
  // The place is written as a whole and in parts: the parts replace what the whole has there.
  const { picks, others } = picked;
  if (picks !== undefined && others.length === 0) {
    return reference("Replaced", combine(tree.types), picks.from, picks.names);
  }
  const parts = [...picked.names, ...picked.others.map(({ key }) => literalType(key))];
  return intersectionType([reference("Omit", combine(tree.types), unionType(parts)), below]);
}
