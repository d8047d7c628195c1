import path from "node:path";
import { isSourceFile } from "./disk-state.js";

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
 * @param isFile whether there is a file; by default the disk is asked
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
