/** Where a run has thrown nothing: `undefined` may be thrown too. */
export const none = Symbol("none");

/** An error whose class sets no name. */
export class Busy extends RangeError {}

/** What the model knows of what its callables throw; the names of its classes, its own first. */
export function known(error: unknown): { readonly names: readonly string[]; readonly message: string } {
  if (error === undefined) return { names: ["undefined"], message: "undefined" };
  const { name, message } = error as Error;
  return { names: error instanceof Busy ? ["Busy", "RangeError", "Error"] : [name, "Error"], message };
}
