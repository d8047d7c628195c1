import type { ts } from "ts-morph";

/** Parsed source files that a watching check keeps: parsing and binding the libraries takes most of a check's time. */
export type WarmFiles = Map<string, ts.SourceFile>;

/** The file that was parsed before, if its text is as it was; else what `parse` makes of it, which is kept. */
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
