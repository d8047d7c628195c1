/** An environment variable; `""` where it is not set, or where there is no `process` (SPEC 3). */
export function env(name: string): string;
/** The same, with undefined for a variable that is not set: `env("REGION", undefined) ?? "eu"`. */
export function env(name: string, unset: undefined): string | undefined;
export function env(name: string, ...unset: readonly undefined[]): string | undefined {
  const variables = own(own(globalThis, "process"), "env");
  const value = own(variables, name);
  if (typeof value === "string") return value;
  return unset.length === 0 ? "" : undefined;
}

/** What is inherited (`toString`) is no variable. */
function own(holder: unknown, name: string): unknown {
  if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, name)) return undefined;
  const value: unknown = Reflect.get(holder, name);
  return value;
}
