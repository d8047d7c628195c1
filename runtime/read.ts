import type { Key, Property } from "./wiring.js";

/**
 * Returns the value at a path (SPEC 3), or undefined if the path leads nowhere. Reads own properties only, of strings
 * and lists too (`length`, positions). Throws only what a getter throws. TypeScript checks each key at its own
 * argument.
 */
export function read<T, A extends Key<T>>(value: T, a: A): Property<T, A>;
export function read<T, A extends Key<T>, B extends Key<Property<T, A>>>(
  value: T,
  a: A,
  b: B,
): Property<Property<T, A>, B>;
export function read<T, A extends Key<T>, B extends Key<Property<T, A>>, C extends Key<Property<Property<T, A>, B>>>(
  value: T,
  a: A,
  b: B,
  c: C,
): Property<Property<Property<T, A>, B>, C>;
export function read<
  T,
  A extends Key<T>,
  B extends Key<Property<T, A>>,
  C extends Key<Property<Property<T, A>, B>>,
  D extends Key<Property<Property<Property<T, A>, B>, C>>,
>(value: T, a: A, b: B, c: C, d: D): Property<Property<Property<Property<T, A>, B>, C>, D>;
export function read<
  T,
  A extends Key<T>,
  B extends Key<Property<T, A>>,
  C extends Key<Property<Property<T, A>, B>>,
  D extends Key<Property<Property<Property<T, A>, B>, C>>,
  E extends Key<Property<Property<Property<Property<T, A>, B>, C>, D>>,
>(value: T, a: A, b: B, c: C, d: D, e: E): Property<Property<Property<Property<Property<T, A>, B>, C>, D>, E>;
export function read<
  T,
  A extends Key<T>,
  B extends Key<Property<T, A>>,
  C extends Key<Property<Property<T, A>, B>>,
  D extends Key<Property<Property<Property<T, A>, B>, C>>,
  E extends Key<Property<Property<Property<Property<T, A>, B>, C>, D>>,
  F extends Key<Property<Property<Property<Property<Property<T, A>, B>, C>, D>, E>>,
>(
  value: T,
  a: A,
  b: B,
  c: C,
  d: D,
  e: E,
  f: F,
): Property<Property<Property<Property<Property<Property<T, A>, B>, C>, D>, E>, F>;
/** A path of more than six keys is not checked. */
export function read(
  value: unknown,
  a: string | number,
  b: string | number,
  c: string | number,
  d: string | number,
  e: string | number,
  f: string | number,
  g: string | number,
  ...rest: readonly (string | number)[]
): unknown;
export function read(value: unknown, ...keys: readonly PropertyKey[]): unknown {
  let found = value as Record<PropertyKey, unknown> | null | undefined;
  for (const key of keys) {
    if (found === undefined || found === null || !Object.hasOwn(found, key)) return undefined;
    found = found[key] as typeof found;
  }
  return found;
}
