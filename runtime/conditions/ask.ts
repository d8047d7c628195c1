import { read } from "../read.js";
import { fault, isOther } from "./compare.js";
import type { Below, Held, Meant, Path, PathIn, Stated, Stating, Narrowed } from "./condition-types.js";

/**
 * Whether what a path leads to equals one of the values (SPEC 12). `null` also stands for undefined.
 *
 * @throws FlowError `run/condition` if it is an object
 */
export function matches<T, const P extends Path, const V extends Stated>(
  value: T,
  path: P & PathIn<T, P>,
  ...values: readonly (V & Stating<T, P, V>)[]
): value is Narrowed<T, Below<P, Meant<V>>>;
export function matches(value: unknown, path: Path, ...values: readonly Stated[]): boolean {
  const found = at(value, path);
  if (isOther(found))
    throw fault(
      "`==` and `in` compare texts, numbers, booleans and dates",
      found,
      values.length === 1 ? values[0] : values,
    );
  return values.some((one) => (one === null ? found === undefined || found === null : found === one));
}

/** Whether a path leads to a value other than undefined and null. */
export function has<T, const P extends Path>(value: T, ...path: P & PathIn<T, P>): value is Narrowed<T, Below<P, {}>>;
export function has(value: unknown, ...path: Path): boolean {
  const found = at(value, path);
  return found !== undefined && found !== null;
}

/** Whether a path leads to a value that JavaScript calls true. */
export function holds<T, const P extends Path>(value: T, ...path: P & PathIn<T, P>): value is Narrowed<T, Held<T, P>>;
export function holds(value: unknown, ...path: Path): boolean {
  return Boolean(at(value, path));
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, key) => read(found, key), value);
}
