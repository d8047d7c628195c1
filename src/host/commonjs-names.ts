import { readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { initSync, parse } from "cjs-module-lexer";
import { parseScript } from "./parse-script.js";

/**
 * The names that an import finds in a CommonJS module: Node reads them from its text before it runs, and this uses the
 * same lexer. Undefined if the file is not CommonJS or cannot be read.
 *
 * @param file absolute path
 * @param packageType the `type` of the package that contains it
 */
export function commonJsNames(file: string, packageType: unknown): ReadonlySet<string> | undefined {
  const isCommonJs = file.endsWith(".cjs") || (file.endsWith(".js") && packageType !== "module");
  const text = isCommonJs ? readText(file) : undefined;
  // If the package does not declare a `type`, Node decides by the file's syntax.
  if (text === undefined || (packageType === undefined && hasModuleSyntax(file, text))) return undefined;
  const names = new Set<string>(["default"]);
  initSync();
  collect(file, { names, seen: new Set() });
  return names;
}

interface Collected {
  readonly names: Set<string>;
  readonly seen: Set<string>;
}

/**
 * Collects the names of a file, following `module.exports = require("./other")`, which passes on the exports of the
 * other file.
 */
function collect(file: string, into: Collected): void {
  const text = into.seen.has(file) ? undefined : readText(file);
  into.seen.add(file);
  if (text === undefined) return;
  const { exports, reexports } = lex(text);
  for (const name of exports) into.names.add(name);
  for (const specifier of reexports) {
    const target = resolve(specifier, file);
    if (target?.endsWith("js") === true) collect(target, into);
  }
}

function lex(text: string): { readonly exports: readonly string[]; readonly reexports: readonly string[] } {
  try {
    return parse(text);
  } catch {
    return { exports: [], reexports: [] }; // Node does not find any names in it either.
  }
}

function resolve(specifier: string, from: string): string | undefined {
  try {
    return createRequire(realpathSync(from)).resolve(specifier);
  } catch {
    return undefined; // Node skips modules that it cannot find.
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function hasModuleSyntax(file: string, text: string): boolean {
  return file.endsWith(".js") && /\b(?:import|export)\b/u.test(text) && parseScript(file, text).module.hasModuleSyntax;
}
