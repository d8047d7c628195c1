/** An environment variable; `""` where it is not set, or where there is no `process` (SPEC 3). */
export function env(name: string): string {
  const host: { readonly process?: { readonly env?: { readonly [name: string]: string | undefined } } } = globalThis;
  const value: unknown = host.process?.env?.[name];
  // What is inherited (`toString`) is no text.
  return typeof value === "string" ? value : "";
}
