/**
 * Whether a value is a promise or can be awaited like one. Plain objects, the most common results, are recognized by
 * their prototype: looking up a `then` that is not there costs more than all the rest of a small node.
 */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  if (typeof value === "object") {
    if (value === null) return false;
    if (Object.getPrototypeOf(value) === Object.prototype && !Object.hasOwn(value, "then")) return false;
  } else if (typeof value !== "function") return false;
  return "then" in value && typeof value.then === "function";
}
