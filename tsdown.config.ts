import { readFile } from "node:fs/promises";
import path from "node:path";
import { defineConfig, type UserConfig } from "tsdown";
import { schemaText } from "./compiler/schema/schema-text.js";
import { pictureSchemaText } from "./picture/picture-schema.js";
import { hashOfSources } from "./scripts/hash-of-sources.js";
import { startChunks } from "./scripts/start-chunks.js";
import { inlineRuntime } from "./scripts/inline-runtime/inline-runtime.js";

const runtimeFolder = path.resolve(import.meta.dirname, "runtime");

/**
 * The runtime is one module for all: the user's generated modules and our own linker must share its classes. So the
 * package imports it by its public name, and only the runtime's own build holds its code.
 */
const publicRuntime = {
  name: "flowc:public-runtime",
  resolveId(specifier: string, importer: string | undefined) {
    if (!importer || !specifier.startsWith(".")) return null;
    const target = path.resolve(path.dirname(importer), specifier);
    if (!target.startsWith(runtimeFolder + path.sep)) return null;
    const isTrace = target.startsWith(path.join(runtimeFolder, "trace") + path.sep);
    return { id: isTrace ? "@flowc/runtime/trace" : "@flowc/runtime", external: true };
  },
};

/** The runtime as one TypeScript file, for `runtime: "inline"`. */
const inlined = {
  name: "flowc:inline-runtime",
  async generateBundle(this: { emitFile(file: { type: "asset"; fileName: string; source: string }): unknown }) {
    this.emitFile({ type: "asset", fileName: "inline-runtime.ts", source: await inlineRuntime(runtimeFolder) });
  },
};

/** The JSON Schemas: of the flow file, for editors, and of the data of pictures. */
const withSchema = {
  name: "flowc:schema",
  generateBundle(this: { emitFile(file: { type: "asset"; fileName: string; source: string }): unknown }) {
    this.emitFile({ type: "asset", fileName: "schema.json", source: schemaText() });
    this.emitFile({ type: "asset", fileName: "picture.schema.json", source: pictureSchemaText() });
  },
};

/** The JSON Schema of the lines of a recorded run. */
const withRunSchema = {
  name: "flowc:run-schema",
  async generateBundle(this: { emitFile(file: { type: "asset"; fileName: string; source: string }): unknown }) {
    const source = await readFile(path.join(runtimeFolder, "trace/run.schema.json"), "utf8");
    this.emitFile({ type: "asset", fileName: "run.schema.json", source });
  },
};

/** The plugins. Each is an entry of its own: who uses one has only that bundler. */
const bundlers = Object.fromEntries(
  ["esbuild", "rollup", "rspack", "vite", "webpack"].map((name) => [name, `src/bundlers/${name}.ts`]),
);

/** For a fast start: imported as it is, chevrotain alone takes 370 ms. */
const bundled = [
  /^chevrotain$/,
  /^@chevrotain\//,
  /^lodash-es/,
  "yaml",
  "commander",
  "picocolors",
  "get-tsconfig",
  "cjs-module-lexer",
  "fastest-levenshtein",
  "diff",
];

/** What is loaded now and then, and what users bring. */
const external = [
  "@flowc/runtime",
  "@flowc/runtime/otel",
  "@flowc/runtime/trace",
  "oxc-parser",
  "ts-morph",
  "prettier",
  "typescript",
  "tsx",
  "jiti",
  "chokidar",
  "tinyglobby",
  "unplugin",
  "@jridgewell/remapping",
  "esbuild",
  "rollup",
  "@rspack/core",
  "vite",
  "webpack",
  "elkjs",
  "@resvg/resvg-js",
];

const common: UserConfig = {
  format: "esm",
  platform: "node",
  target: "node20.19",
  outDir: "dist",
  fixedExtension: false,
  // The build script empties `dist`: two builds write to it side by side.
  clean: false,
  hash: false,
  dts: true,
  sourcemap: false,
  // Less to read at each start; names stay, for the stack in a report of a fault.
  minify: { compress: true, mangle: false, codegen: true },
  treeshake: true,
  // A module that is imported later by one and at once by another lies where both find it.
  checks: { pluginTimings: false, ineffectiveDynamicImport: false },
};

/**
 * What runs in the user's programs. An uncaught error prints the line that threw it: lines stay, and maps lead to the sources.
 * Bundlers make it small where that counts.
 */
const inProduction: UserConfig = { ...common, platform: "neutral", sourcemap: true, minify: false };

const compiler: UserConfig = {
  ...common,
  deps: { alwaysBundle: bundled, onlyBundle: false, neverBundle: external },
  // The package's entry for Node is CommonJS, which is slower to load and cannot be shaken; this is the same code.
  alias: { yaml: path.resolve(import.meta.dirname, "node_modules/yaml/browser/index.js") },
  outputOptions: { codeSplitting: { groups: [...startChunks(import.meta.dirname)] } },
  define: { __FLOWC_BUILD__: JSON.stringify(hashOfSources(import.meta.dirname)) },
};

export default defineConfig([
  {
    ...inProduction,
    entry: { index: "runtime/index.ts" },
    outDir: "runtime/dist",
  },
  {
    ...inProduction,
    entry: { otel: "runtime/otel/index.ts" },
    outDir: "runtime/dist",
    deps: { neverBundle: ["@flowc/runtime", "@opentelemetry/api"] },
  },
  {
    ...inProduction,
    entry: { trace: "runtime/trace/index.ts" },
    outDir: "runtime/dist",
    deps: { neverBundle: ["@flowc/runtime"] },
    plugins: [withRunSchema],
  },
  {
    ...common,
    entry: { runtime: "src/library/runtime.ts", otel: "src/library/otel.ts" },
    platform: "neutral",
    deps: { neverBundle: ["@flowc/runtime", "@flowc/runtime/otel"] },
  },
  {
    ...compiler,
    entry: { cli: "src/cli/bin.ts", index: "src/library/index.ts", config: "src/config/flowc-config.ts", ...bundlers },
    plugins: [publicRuntime, withSchema, inlined],
  },
]);
