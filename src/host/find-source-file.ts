import { readdirSync, statSync } from "node:fs";
import path from "node:path";

/** What TypeScript looks for where an import names a file of JavaScript, in its order of preference. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx", ".d.ts", ".js", ".jsx"],
  ".jsx": [".tsx", ".d.ts", ".jsx"],
  ".mjs": [".mts", ".d.mts", ".mjs"],
  ".cjs": [".cts", ".d.cts", ".cjs"],
};

/** Extensions that are tried where an import has none. */
const impliedExtensions = [".ts", ".tsx", ".d.ts", ".mts", ".js", ".jsx", ".mjs", ".cts", ".cjs"];

/**
 * Finds the file that an import without a package's name means: `ops.js` is `ops.ts` where that exists, a missing
 * extension is added, a folder stands for its `index`. Upper and lower case of the file's name must be exact on every
 * system. Undefined where there is none.
 *
 * @param target absolute path, as the import spells it
 */
export function findSourceFile(target: string): string | undefined {
  return findAmong(candidates(target)) ?? findAmong(impliedExtensions.map((ext) => path.join(target, `index${ext}`)));
}

function candidates(target: string): string[] {
  const extension = path.extname(target);
  const stem = target.slice(0, target.length - extension.length);
  const rewritten = (sourcesOf[extension] ?? []).map((source) => stem + source);
  return [...rewritten, target, ...impliedExtensions.map((implied) => target + implied)];
}

function findAmong(files: readonly string[]): string | undefined {
  return files.find((file) => isFile(file) && hasExactName(file));
}

function isFile(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false; // A part of its path is a file, a link to itself, or closed to us: such a module cannot be imported.
  }
}

/** Systems that ignore case find `Ops.ts` for `ops.ts`; the import would then break on the ones that do not. */
function hasExactName(file: string): boolean {
  if (process.platform !== "darwin" && process.platform !== "win32") return true;
  return readdirSync(path.dirname(file)).includes(path.basename(file));
}
