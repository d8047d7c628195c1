import path from "node:path";
import { isSourceFile } from "./disk-state.js";

/** Extensions that TypeScript tries for an import that names a JavaScript file, in order of preference. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx", ".d.ts", ".js", ".jsx"],
  ".jsx": [".tsx", ".d.ts", ".jsx"],
  ".mjs": [".mts", ".d.mts", ".mjs"],
  ".cjs": [".cts", ".d.cts", ".cjs"],
};

/** Extensions that are tried for an import that has none, in order of preference. */
const impliedExtensions = [".ts", ".tsx", ".d.ts", ".mts", ".js", ".jsx", ".mjs", ".cts", ".cjs"];

/**
 * Finds the source file that a path in an import leads to: `ops.js` finds `ops.ts` if that exists, a missing extension
 * is added, and a folder leads to its `index`. The case of the file's name must match exactly, on every system.
 * Undefined if there is no such file.
 *
 * @param target absolute path, as written in the import
 * @param isFile whether a file exists; asks the disk by default
 */
export function findSourceFile(target: string, isFile: (file: string) => boolean = isSourceFile): string | undefined {
  return (
    candidates(target).find(isFile) ?? impliedExtensions.map((ext) => path.join(target, `index${ext}`)).find(isFile)
  );
}

function candidates(target: string): string[] {
  const extension = path.extname(target);
  const stem = target.slice(0, target.length - extension.length);
  const rewritten = (sourcesOf[extension] ?? []).map((source) => stem + source);
  return [...rewritten, target, ...impliedExtensions.map((implied) => target + implied)];
}
