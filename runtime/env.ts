/** An environment variable; `""` where it is not set, or where there is no `process` (SPEC 3). */
export function env(name: string): string {
  const variables = own(own(globalThis, "process"), "env");
  const value = own(variables, name);
  return typeof value === "string" ? value : "";
}

/** What is inherited (`toString`) is no variable. */
function own(holder: unknown, name: string): unknown {
  if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, name)) return undefined;
  const value: unknown = Reflect.get(holder, name);
  return value;
}
