import { intersectionType, objectType, reference, type TypeMember, type TypeNode, unionType } from "./type-node.js";
import { literalType } from "./type-node.js";

/** The types of places of the context, by path. */
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

/** Adds what may be at a place. A place is optional where all that is added says so. */
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

/** How several types at one place are put together: what several writers leave, or what several readers ask for. */
export type Combine = (types: readonly TypeNode[]) => TypeNode;

/** Names many keys of a place at once. */
export interface KeyPicker {
  /** The types that stand for some of the children, and those children. */
  pick(children: readonly PlaceTree[]): Picked;
}

export interface Picked {
  readonly types: readonly TypeNode[];
  readonly taken: ReadonlySet<PlaceTree>;
}

export interface PlaceObjectOptions {
  readonly isExpanded?: boolean;
  /** What names many keys at once; of what several writers leave. */
  readonly wide?: KeyPicker | undefined;
}

/** The type of the object at the root of the tree. */
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

function placeType(tree: PlaceTree, combine: Combine, wide: KeyPicker | undefined): TypeNode {
  if (tree.children.size === 0) return combine(tree.types);
  const below = placeObject(tree, combine, { wide });
  if (tree.types.length === 0) return below;
  if (combine !== unionType) return intersectionType([combine(tree.types), below]);
  // A place that is written whole and in parts: what was written in parts replaces what the whole had there.
  const parts = [...tree.children.values()].map(({ key }) => literalType(key));
  return intersectionType([reference("Omit", combine(tree.types), unionType(parts)), below]);
}
