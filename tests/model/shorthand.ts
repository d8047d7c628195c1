/** What a plain node sends: its result to all, or, if that is a mapping whose keys are all successors, to these alone (SPEC 5). */
export function sentBy(
  next: readonly string[],
  result: unknown,
): { readonly target: string; readonly payload: unknown }[] {
  const isObject = typeof result === "object" && result !== null && Object.getPrototypeOf(result) === Object.prototype;
  const isMapping = isObject && next.length > 0 && Object.keys(result).every((key) => next.includes(key));
  if (!isMapping) return next.map((target) => ({ target, payload: result }));
  const parts = result as Record<string, unknown>;
  return next.filter((id) => Object.hasOwn(parts, id)).map((target) => ({ target, payload: parts[target] }));
}
