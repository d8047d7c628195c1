/** Returns an environment variable, or `""` if it is not set or there is no `process` (SPEC 3). */
export function env(name: string): string;
/** Same, but returns undefined if the variable is not set: `env("REGION", undefined) ?? "eu"`. */
export function env(name: string, unset: undefined): string | undefined;
export function env(name: string, ...unset: readonly undefined[]): string | undefined {
  const variables = own(own(globalThis, "process"), "env");
  const value = own(variables, name);
  if (typeof value === "string") return value;
  return unset.length === 0 ? "" : undefined;
}

/** Reads an own property: an inherited one, such as `toString`, is not a variable. */
function own(holder: unknown, name: string): unknown {
  if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, name)) return undefined;
  const value: unknown = Reflect.get(holder, name);
  return value;
}
