import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** What is loaded along with some modules, without later imports by `import()`. */
export interface StaticImports {
  /** Absolute paths of our own files. */
  readonly files: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
}

/**
 * Follows the static imports of some files. The result includes the files themselves.
 *
 * @param files paths relative to `root`
 */
export function staticImports(root: string, ...files: readonly string[]): StaticImports {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || !existsSync(file)) return;
    seen.add(file);
    const text = readFileSync(file, "utf8");
    for (const [, clause = "", specifier = ""] of text.matchAll(
      /^(?:import|export)\s(?:([^;"]*?)\sfrom\s)?"([^"]+)";/gmu,
    )) {
      const isErased = clause.startsWith("type ") || /^\{(?:\s*type\s[^,}]+,?)+\s*\}$/u.test(clause);
      if (isErased || specifier.startsWith("node:")) continue;
      if (specifier.startsWith(".")) visit(path.resolve(path.dirname(file), specifier.replace(/\.js$/u, ".ts")));
      else packages.add(specifier);
    }
  };
  for (const file of files) visit(path.join(root, file));
  return { files: seen, packages };
}
