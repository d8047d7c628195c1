import { type BitSet, isEmptySet } from "../../bit-set.js";
import { plainObject } from "./plain-object.js";
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
  /** Whether it was written after any write of a place above it. */
  isSure: boolean;
  readonly children: Map<string, PlaceTree>;
  /** Further keys below, whose types are named once. */
  readonly named: NamedKeys[];
}

export function createPlaceTree(key: string | number = ""): PlaceTree {
  return { key, types: [], isOptional: true, isSure: false, children: new Map(), named: [] };
}

export interface PlaceType {
  readonly path: readonly (string | number)[];
  readonly type: TypeNode;
  readonly isOptional: boolean;
  /** Whether the place is only not optional because nothing is called unset after a node with context access. */
  readonly isAssumed?: boolean;
}

/** Adds a type that may be found at a place. A place is optional if everything added to it is. */
export function addPlace(tree: PlaceTree, { path, type, isOptional, isAssumed = false }: PlaceType): void {
  placeAt(tree, path, { isOptional, isAssumed }).types.push(type);
}

/** Says that there is something at a place, whichever of its parts is set. */
export function addSetPlace(tree: PlaceTree, path: PlaceType["path"]): void {
  placeAt(tree, path, { isOptional: false, isAssumed: false });
}

/** Adds keys whose types are named once. */
export function addNamedKeys(tree: PlaceTree, keys: NamedKeys): void {
  placeAt(tree, keys.above, { isOptional: isEmptySet(keys.always), isAssumed: false }).named.push(keys);
}

function placeAt(
  tree: PlaceTree,
  path: PlaceType["path"],
  { isOptional, isAssumed }: Required<Pick<PlaceType, "isOptional" | "isAssumed">>,
): PlaceTree {
  let at = tree;
  for (const key of path) {
    const found = at.children.get(String(key));
    const next = found ?? createPlaceTree(key);
    if (found === undefined) at.children.set(String(key), next);
    if (!isOptional) next.isOptional = false;
    if (!isOptional && !isAssumed) next.isSure = true;
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
  /** Types of keys that are always there. */
  readonly always: readonly TypeNode[];
  /** Types of keys that may be missing; in the types they are required. */
  readonly sometimes: readonly TypeNode[];
  readonly others: readonly PlaceTree[];
}

export interface PlaceObjectOptions {
  readonly isExpanded?: boolean;
  /** Names many keys at once, where several writers leave them. */
  readonly wide?: KeyPicker | undefined;
  /** Whether there is something at the place in any case, although each of its parts may be missing. */
  readonly isSet?: boolean;
}

/** The object type of the root of the tree. */
export function placeObject(tree: PlaceTree, combine: Combine, options: PlaceObjectOptions = {}): TypeNode {
  return objectOf(pickKeys(tree, options.wide), combine, options);
}

function pickKeys(tree: PlaceTree, wide: KeyPicker | undefined): Picked {
  return wide?.pick(tree) ?? { always: [], sometimes: [], others: [...tree.children.values()] };
}

function objectOf(picked: Picked, combine: Combine, { isExpanded, wide }: PlaceObjectOptions): TypeNode {
  const members = picked.others.map((child): TypeMember => {
    return { key: child.key, isOptional: child.isOptional, type: placeType(child, combine, { wide }) };
  });
  const types = [...picked.always, ...picked.sometimes.map((type) => reference("Some", type))];
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
  { wide, isSet = false }: PlaceObjectOptions,
): TypeNode | undefined {
  let at = tree;
  for (const key of path) {
    const next = at.children.get(String(key));
    if (next === undefined || next.types.length > 0) return undefined;
    at = next;
  }
  const type = placeType(at, unionType, { wide });
  // `Plain` only has the keys that are text.
  const isText = [...at.children.values()].every(({ key }) => typeof key === "string");
  const object = type.kind === "object" && isText ? plainObject(type.members) : type;
  return at.isOptional && !isSet ? unionType([object, undefinedType]) : object;
}

interface PlaceTypeOptions {
  readonly wide: KeyPicker | undefined;
  /** What a write of the place above leaves here. */
  readonly inherited?: TypeNode | undefined;
}

function placeType(tree: PlaceTree, combine: Combine, { wide, inherited }: PlaceTypeOptions): TypeNode {
  if (!hasKeys(tree)) return combine(tree.types);
  const picked = pickKeys(tree, wide);
  if (combine !== unionType) {
    const below = objectOf(picked, combine, { wide });
    return tree.types.length === 0 ? below : intersectionType([combine(tree.types), below]);
  }
  const wholes = inherited === undefined ? tree.types : [...tree.types, inherited];
  return wholes.length === 0 ? objectOf(picked, combine, { wide }) : overwritten(unionType(wholes), picked, wide);
}

/** The type of a place that is written as a whole and in parts: the parts replace what the whole has there. */
function overwritten(whole: TypeNode, picked: Picked, wide: KeyPicker | undefined): TypeNode {
  const partsOf = (named: readonly TypeNode[], isOptional: boolean): TypeNode[] => {
    const members = picked.others
      .filter((child) => child.isOptional === isOptional)
      .map((child): TypeMember => {
        const inherited = reference("Within", whole, literalType(child.key));
        const type = placeType(child, unionType, { wide, inherited });
        const kept = isOptional || child.isSure ? [] : [reference("Exclude", inherited, undefinedType)];
        return { key: child.key, isOptional: false, type: unionType([type, ...kept]) };
      });
    return members.length === 0 ? [...named] : [...named, objectType(members)];
  };
  const always = partsOf(picked.always, false);
  const sometimes = partsOf(picked.sometimes, true);
  const parts = [always.length === 0 ? objectType([]) : intersectionType(always)];
  if (sometimes.length > 0) parts.push(intersectionType(sometimes));
  return reference("Overwritten", whole, ...parts);
}
