import { isAscii } from "node:buffer";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Script } from "node:vm";
import { readCode, writeCode } from "./kept-code.js";

/** Scripts (CommonJS) that are loaded. */
export interface LoadedScripts {
  /** What the first one exports. */
  readonly exports: unknown;
  /** Keeps what V8 has made of those that were not kept. By then most of what a command calls is compiled. */
  keep(): void;
}

/** To read what was kept of a smaller one takes as long as to compile it. */
const smallest = 16_384;

type Wrapped = (
  exports: unknown,
  require: (specifier: string) => unknown,
  module: { exports: unknown },
  file: string,
  importModule: (specifier: string) => Promise<unknown>,
) => void;

/**
 * What stands for `import()` in a script: with kept code Node 20.19 does not know who asks. Specifiers are absolute, or names of
 * packages, which this module finds where the scripts do.
 */
const importModule = (specifier: string): Promise<unknown> => import(specifier);

/**
 * Loads a script and those beside it that it needs, as Node would, but with what V8 made of each at an earlier start: to
 * compile the compiler takes as long as all that a small project needs it for. (Node's own `module.enableCompileCache` is
 * newer than the oldest Node that flowc runs on.)
 *
 * @param entry absolute
 * @param packages the folder of installed packages below whose `.cache` the code is kept; undefined: none is
 */
export function loadScripts(entry: string, packages: string | undefined): LoadedScripts {
  const folder = path.dirname(entry);
  const requireByNode = createRequire(entry);
  const modules = new Map<string, { exports: unknown }>();
  const fresh: (() => void)[] = [];

  const load = (file: string): unknown => {
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(file, module);
    const source = readFileSync(file);
    const keptIn = source.length < smallest ? undefined : packages;
    const cachedData = keptIn && readCode(keptIn, file, source);
    const script = new Script(wrapped(source), { filename: file, ...(cachedData && { cachedData }) });
    if (keptIn !== undefined && (cachedData === undefined || script.cachedDataRejected === true)) {
      fresh.push(() => writeCode(keptIn, file, source, script.createCachedData()));
    }
    const require = (specifier: string): unknown =>
      specifier.startsWith("./") ? load(path.join(folder, specifier)) : requireByNode(specifier);
    (script.runInThisContext() as Wrapped)(module.exports, require, module, file, importModule);
    return module.exports;
  };

  return { exports: load(entry), keep: () => fresh.forEach((keep) => keep()) };
}

/** V8 reads Latin-1 twice as fast as what holds any other character. */
function wrapped(source: Buffer): string {
  const text = source.toString(isAscii(source) ? "latin1" : "utf8");
  return `(function (exports, require, module, __filename, importModule) {${text}\n})`;
}
