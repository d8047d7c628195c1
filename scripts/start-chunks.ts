import { staticImports } from "./static-imports.js";

/** A chunk of the built package: its modules are loaded together, whoever needs one of them. */
export interface ChunkGroup {
  readonly name: string;
  test(id: string): boolean;
}

/**
 * Chunks for a fast start: each file that Node loads costs half a millisecond, and by itself the bundler makes one of whatever two
 * commands share. What a build needs that finds nothing to do is one chunk, what compiles is another, and imports lead from the
 * second to the first alone.
 */
export function startChunks(root: string): readonly ChunkGroup[] {
  const start = staticImports(root, "src/cli/start.ts", "src/build/build.ts").files;
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
    { name: "start", test: (id) => start.has(id) || startPackages.test(id) },
    { name: "compile", test: (id) => (compile.has(id) && !start.has(id)) || compilePackages.test(id) },
  ];
}
