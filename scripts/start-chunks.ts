import { staticImports } from "./static-imports.js";

/** A chunk of the built package: its modules are loaded together if any of them is needed. */
export interface ChunkGroup {
  readonly name: string;
  test(id: string): boolean;
}

/**
 * Chunks for a fast start. Each file that Node loads costs half a millisecond, and by default the bundler makes a chunk
 * of everything that two commands share. `main` is what `--version` needs, `start` what a build or a check with nothing to do
 * needs, and `compile` what compiling needs. Each imports only from the chunks before it.
 */
export function startChunks(root: string): readonly ChunkGroup[] {
  const main = staticImports(root, "src/cli/main.ts").files;
  const start = staticImports(root, "src/cli/start.ts", "src/cli/build.ts", "src/cli/check.ts").files;
  const compile = staticImports(root, "src/build/compile-open.ts").files;
  const packagesOf = (names: readonly string[]): RegExp =>
    new RegExp(`/node_modules/(?:${names.join("|")})/.*\\.[cm]?js$`, "u");
  const startPackages = packagesOf(["commander", "picocolors"]);
  const compilePackages = packagesOf([
    "yaml",
    "chevrotain",
    "@chevrotain",
    "lodash-es",
    "get-tsconfig",
    "fastest-levenshtein",
  ]);
  return [
    { name: "main", test: (id) => main.has(id) },
    { name: "start", test: (id) => (start.has(id) && !main.has(id)) || startPackages.test(id) },
    { name: "compile", test: (id) => (compile.has(id) && !start.has(id) && !main.has(id)) || compilePackages.test(id) },
  ];
}
