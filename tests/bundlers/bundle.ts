import { rspack, type Configuration as RspackConfiguration } from "@rspack/core";
import { build as buildWithEsbuild, transform } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { rollup, type Plugin as RollupPlugin } from "rollup";
import { build as buildWithVite } from "vite";
import webpack from "webpack";
import flowcEsbuild from "../../src/bundlers/esbuild.js";
import flowcRollup from "../../src/bundlers/rollup.js";
import flowcRspack from "../../src/bundlers/rspack.js";
import flowcVite from "../../src/bundlers/vite.js";
import flowcWebpack from "../../src/bundlers/webpack.js";
import type { BundlerProject } from "./bundler-project.js";

/** The result of bundling. */
export interface Bundled {
  /** The exports of the bundle, imported by Node; undefined if there were errors. */
  readonly exports: Readonly<Record<string, unknown>> | undefined;
  readonly code: string;
  readonly map: string;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

type Bundle = (project: BundlerProject, entry: string) => Promise<Bundled>;

/**
 * One function per bundler. It bundles an entry of a project and everything that the entry imports, with our plugin,
 * into `out/main.js` with a source map.
 */
export const bundlers: Readonly<Record<"vite" | "rollup" | "esbuild" | "webpack" | "rspack", Bundle>> = {
  vite: async (project, entry) => {
    const warnings: string[] = [];
    const warn = (text: string): void => void warnings.push(text);
    return finish(project, warnings, () =>
      buildWithVite({
        root: project.folder,
        configFile: false,
        plugins: [flowcVite()],
        customLogger: {
          info() {},
          warn,
          warnOnce: warn,
          error() {},
          clearScreen() {},
          hasErrorLogged: () => false,
          hasWarned: false,
        },
        build: {
          sourcemap: true,
          minify: false,
          outDir: "out",
          lib: { entry, formats: ["es"], fileName: () => "main.js" },
        },
      }),
    );
  },
  rollup: async (project, entry) => {
    const warnings: string[] = [];
    return finish(project, warnings, async () => {
      const bundle = await rollup({
        input: project.file(entry),
        plugins: [flowcRollup({ root: project.folder }), stripTypes(), findFlowc(project)],
        onwarn: (warning) => void warnings.push([warning.message, warning.frame].join("\n")),
      });
      await bundle.write({ file: project.file("out/main.js"), sourcemap: true });
      await bundle.close();
    });
  },
  esbuild: async (project, entry) => {
    const warnings: string[] = [];
    return finish(project, warnings, async () => {
      const result = await buildWithEsbuild({
        absWorkingDir: project.folder,
        entryPoints: [entry],
        outfile: "out/main.js",
        bundle: true,
        format: "esm",
        sourcemap: true,
        logLevel: "silent",
        plugins: [flowcEsbuild()],
      });
      warnings.push(...result.warnings.map(({ text }) => text));
    });
  },
  webpack: async (project, entry) => {
    const warnings: string[] = [];
    return finish(project, warnings, () =>
      compileWith(webpack({ ...webpackOptions(project, entry), plugins: [flowcWebpack()] }), warnings),
    );
  },
  rspack: async (project, entry) => {
    const warnings: string[] = [];
    return finish(project, warnings, () =>
      compileWith(rspack({ ...webpackOptions(project, entry), plugins: [flowcRspack()] }), warnings),
    );
  },
};

/** Options that webpack and Rspack share. */
export function webpackOptions(project: BundlerProject, entry: string): webpack.Configuration & RspackConfiguration {
  project.write({ "strip-types.cjs": loaderText });
  return {
    context: project.folder,
    mode: "production",
    devtool: "source-map",
    entry: `./${entry}`,
    experiments: { outputModule: true },
    output: { path: project.file("out"), filename: "main.js", library: { type: "module" } },
    optimization: { minimize: false },
    resolve: { extensions: [".ts", ".js"] },
    module: {
      rules: [
        { resourceQuery: /raw/u, type: "asset/source" },
        { test: /\.ts$/u, use: project.file("strip-types.cjs") },
      ],
    },
  };
}

async function finish(project: BundlerProject, warnings: string[], build: () => Promise<unknown>): Promise<Bundled> {
  try {
    await build();
  } catch (error) {
    const errors = error instanceof AggregateError ? error.errors : [error];
    return { exports: undefined, code: "", map: "", errors: errors.map(textOf), warnings };
  }
  const file = project.file("out/main.js");
  // Each time as a new module, since Node caches imports.
  const copy = project.file(`out/${path.basename(file, ".js")}-${Date.now()}.mjs`);
  const code = readFileSync(file, "utf8");
  writeFileSync(copy, code);
  const exports = (await import(/* @vite-ignore */ pathToFileURL(copy).href)) as Readonly<Record<string, unknown>>;
  return { exports, code, map: readFileSync(`${file}.map`, "utf8"), errors: [], warnings };
}

export function textOf(error: unknown): string {
  const { message, frame } = error as { message: string; frame?: string };
  return frame === undefined ? message : `${message}\n${frame}`;
}

/** Removes the types of the user's TypeScript, as a plugin of their own would. */
export function stripTypes(): RollupPlugin {
  return {
    name: "strip-types",
    transform: (code, id) =>
      id.endsWith(".ts")
        ? transform(code, { loader: "ts" }).then((result) => ({ code: result.code, map: null }))
        : null,
  };
}

const loaderText = `const { transform } = require(${JSON.stringify(path.resolve(import.meta.dirname, "../../node_modules/esbuild"))});
module.exports = function (code) {
  transform(code, { loader: "ts" }).then(({ code }) => this.async()(null, code), this.async());
};
`;

/** Resolves flowc for Rollup, which does not look up packages itself. */
export function findFlowc(project: BundlerProject): RollupPlugin {
  return {
    name: "find-flowc",
    resolveId: (id) => (id === "@flowc/runtime" ? project.file("node_modules/@flowc/runtime/dist/index.js") : null),
  };
}

/** Runs a compiler once. Throws if it reports errors. */
async function compileWith(compiler: WebpackLike, warnings: string[]): Promise<void> {
  const stats = await new Promise<StatsLike>((resolve, reject) => {
    compiler.run((error, stats) => {
      compiler.close(() => {
        if (stats === undefined) reject(error ?? new Error("the bundler gave nothing"));
        else resolve(stats);
      });
    });
  });
  const { errors = [], warnings: found = [] } = stats.toJson({ all: false, errors: true, warnings: true });
  warnings.push(...found.map(messageOf));
  if (errors.length > 0) throw new AggregateError(errors.map((error) => new Error(messageOf(error))));
}

/** The message as the plugin wrote it: Rspack draws a line on its left, in color when it runs in CI. */
export function messageOf({ message }: { readonly message: string }): string {
  return stripVTControlCharacters(message).replaceAll(/^ {2}│ ?/gmu, "");
}

interface StatsLike {
  toJson(options: { all: false; errors: true; warnings: boolean }): {
    readonly errors?: readonly { readonly message: string }[];
    readonly warnings?: readonly { readonly message: string }[];
  };
}

interface Watching {
  close(done: () => void): void;
}

/** The part of webpack's compiler that Rspack's also has. */
export interface WebpackLike {
  run(done: (error: Error | null, stats: StatsLike | undefined) => void): unknown;
  watch(
    options: { aggregateTimeout: number },
    done: (error: Error | null, stats?: StatsLike) => void,
  ): Watching | undefined;
  close(done: (error?: Error | null) => void): void;
}
