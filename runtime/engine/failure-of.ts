/** Name and message of what was thrown, as the context records them (SPEC 8). */
export function failureOf(error: unknown): { readonly exception: string; readonly message: string } {
  if (typeof error === "object" && error !== null) {
    const { name, message }: { readonly name?: unknown; readonly message?: unknown } = error;
    // Not `instanceof Error`: an error of another realm or worker is one too.
    if (typeof name === "string" && typeof message === "string") return { exception: name, message };
    return { exception: "object", message: Object.prototype.toString.call(error) };
  }
  return { exception: typeof error, message: String(error) };
}
