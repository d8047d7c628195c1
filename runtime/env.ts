/** An environment variable; `""` where it is not set, or where there is no `process` (SPEC 3). */
export function env(name: string): string {
  const host: { readonly process?: { readonly env?: { readonly [name: string]: string | undefined } } } = globalThis;
  const variables = host.process?.env;
  return variables !== undefined && Object.hasOwn(variables, name) ? (variables[name] ?? "") : "";
}
