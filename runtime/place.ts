import { FlowError } from "./flow-error.js";

/**
 * Returns the object at `parent[key]`, for a write below it (SPEC 4). Creates it if the parent has no such own
 * property, or if its value is not an object. Arrays are objects.
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
