import { FlowError } from "./flow-error.js";

/**
 * The object at `parent[key]`, for a write below it (SPEC 4): made where there is none of the parent's own, and put in
 * the place of what is no object. Arrays are objects.
 *
 * @throws FlowError `run/refused-key` for `__proto__`
 */
export function place<T extends object, K extends keyof T>(parent: T, key: K): NonNullable<T[K]> & object;
export function place(parent: Record<PropertyKey, unknown>, key: PropertyKey): object {
  if (key === "__proto__") throw new FlowError("run/refused-key", "`__proto__` is no key that a flow may write");
  const found = Object.hasOwn(parent, key) ? parent[key] : undefined;
  if (typeof found === "object" && found !== null) return found;
  const made = {};
  parent[key] = made;
  return made;
}
