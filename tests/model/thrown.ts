/** Marks that a run has thrown nothing, since `undefined` may be thrown too. */
export const none = Symbol("none");

/** An error whose class sets no name. */
export class Busy extends RangeError {}

/**
 * What the model knows about values that its callables throw: the names of their classes, their own first, and the
 * message.
 */
export function known(error: unknown): { readonly names: readonly string[]; readonly message: string } {
  if (error === undefined) return { names: ["undefined"], message: "undefined" };
  const { name, message } = error as Error;
  return { names: error instanceof Busy ? ["Busy", "RangeError", "Error"] : [name, "Error"], message };
}
