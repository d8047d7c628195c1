import type { ts } from "ts-morph";

/**
 * Parsed source files that programs share: those of several tsconfigs, of the rounds of `--fix` and of `--watch`. Parsing
 * and binding the libraries takes most of a check's time.
 */
export type WarmFiles = Map<string, ts.SourceFile>;

/** Returns the stored file if its text has not changed, otherwise calls `parse` and stores the result. */
export function warmFile(
  files: WarmFiles | undefined,
  { key, text, parse }: { readonly key: string; readonly text: string; readonly parse: () => ts.SourceFile },
): ts.SourceFile {
  const known = files?.get(key);
  if (known?.text === text) return known;
  const parsed = parse();
  files?.set(key, parsed);
  return parsed;
}
