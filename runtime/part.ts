import type { Part } from "./emitted-types.js";

/**
 * Returns what `outputs: { key: … }` writes (SPEC 4): the result's own property `key` if it has one, else the whole
 * result.
 */
export function part<R, const K extends string | number>(result: R, key: K): Part<R, K>;
export function part(result: unknown, key: string | number): unknown {
  if (typeof result !== "object" || result === null || !Object.hasOwn(result, key)) return result;
  const found: unknown = Reflect.get(result, key);
  return found;
}
