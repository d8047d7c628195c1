import {
  intersectionType,
  objectType,
  reference,
  type TypeMember,
  type TypeNode,
  undefinedType,
  unionType,
} from "./type-node.js";
import { literalType } from "./type-node.js";

/** The types of places in the context, as a tree of their paths. */
export interface PlaceTree {
  readonly key: string | number;
  readonly types: TypeNode[];
  isOptional: boolean;
  readonly children: Map<string, PlaceTree>;
}

export function createPlaceTree(key: string | number = ""): PlaceTree {
  return { key, types: [], isOptional: true, children: new Map() };
}

export interface PlaceType {
  readonly path: readonly (string | number)[];
  readonly type: TypeNode;
  readonly isOptional: boolean;
}

/** Adds a type that may be found at a place. A place is optional if everything added to it is. */
export function addPlace(tree: PlaceTree, { path, type, isOptional }: PlaceType): void {
  let at = tree;
  for (const key of path) {
    const found = at.children.get(String(key));
    const next = found ?? createPlaceTree(key);
    if (found === undefined) at.children.set(String(key), next);
    if (!isOptional) next.isOptional = false;
    at = next;
  }
  at.types.push(type);
}

/** Combines several types at one place: what several writers leave, or what several readers ask for. */
export type Combine = (types: readonly TypeNode[]) => TypeNode;

/** Replaces many keys of a place by named types. */
export interface KeyPicker {
  /** Returns types that cover some of the children, and those children. */
  pick(children: readonly PlaceTree[]): Picked;
}

export interface Picked {
  readonly types: readonly TypeNode[];
  readonly taken: ReadonlySet<PlaceTree>;
}

export interface PlaceObjectOptions {
  readonly isExpanded?: boolean;
  /** Names many keys at once, where several writers leave them. */
  readonly wide?: KeyPicker | undefined;
}

/** The object type of the root of the tree. */
export function placeObject(tree: PlaceTree, combine: Combine, options: PlaceObjectOptions = {}): TypeNode {
  const { isExpanded = false, wide } = options;
  const children = [...tree.children.values()];
  const { types, taken } = wide?.pick(children) ?? { types: [], taken: new Set() };
  const members = children
    .filter((child) => !taken.has(child))
    .map((child): TypeMember => {
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
  if (tree.children.size === 0) return combine(tree.types);
  const below = placeObject(tree, combine, { wide });
  if (tree.types.length === 0) return below;
  if (combine !== unionType) return intersectionType([combine(tree.types), below]);
  // The place is written as a whole and in parts: the parts replace what the whole has there.
  const parts = [...tree.children.values()].map(({ key }) => literalType(key));
  return intersectionType([reference("Omit", combine(tree.types), unionType(parts)), below]);
}
