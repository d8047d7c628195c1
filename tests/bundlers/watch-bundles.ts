import { rspack } from "@rspack/core";
import { context } from "esbuild";
import { existsSync, readFileSync } from "node:fs";
import { watch as watchWithRollup } from "rollup";
import webpack from "webpack";
import flowcEsbuild from "../../src/bundlers/esbuild.js";
import flowcRollup from "../../src/bundlers/rollup.js";
import flowcRspack from "../../src/bundlers/rspack.js";
import flowcWebpack from "../../src/bundlers/webpack.js";
import { findFlowc, messageOf, stripTypes, textOf, webpackOptions, type WebpackLike } from "./bundle.js";
import type { BundlerProject } from "./bundler-project.js";

/** A watching bundler. */
export interface WatchedBundle {
  /** The last bundle. */
  last(): { readonly code: string; readonly errors: readonly string[] };
  stop(): Promise<void>;
}

type Watch = (project: BundlerProject, entry: string) => Promise<WatchedBundle>;

/** One function per bundler. It watches as its users would, and bundles into `out/main.js`. */
export const watchers: Readonly<Record<"rollup" | "esbuild" | "webpack" | "rspack", Watch>> = {
  rollup: (project, entry) => {
    const outcome = createOutcome(project);
    const watcher = watchWithRollup({
      input: project.file(entry),
      plugins: [flowcRollup({ root: project.folder }), stripTypes(), findFlowc(project)],
      output: { file: project.file("out/main.js") },
      watch: { buildDelay: 20 },
    });
    watcher.on("event", (event) => {
      if (event.code === "BUNDLE_END") outcome.note([]);
      if (event.code === "ERROR") outcome.note([textOf(event.error)]);
      if ("result" in event) void event.result?.close();
    });
    return Promise.resolve({ last: outcome.last, stop: () => watcher.close() });
  },
  esbuild: async (project, entry) => {
    const outcome = createOutcome(project);
    const bundle = await context({
      absWorkingDir: project.folder,
      entryPoints: [entry],
      outfile: "out/main.js",
      bundle: true,
      format: "esm",
      logLevel: "silent",
      plugins: [
        flowcEsbuild(),
        {
          name: "note",
          setup: ({ onEnd }) => {
            onEnd(({ errors }) => {
              outcome.note(errors.map(({ text }) => text));
            });
          },
        },
      ],
    });
    await bundle.watch();
    return { last: outcome.last, stop: () => bundle.dispose() };
  },
  webpack: (project, entry) =>
    watchWith(webpack({ ...webpackOptions(project, entry), plugins: [flowcWebpack()] }), project),
  rspack: (project, entry) =>
    watchWith(rspack({ ...webpackOptions(project, entry), plugins: [flowcRspack()] }), project),
};

function watchWith(compiler: WebpackLike, project: BundlerProject): Promise<WatchedBundle> {
  const outcome = createOutcome(project);
  const watching = compiler.watch({ aggregateTimeout: 20 }, (error, stats) => {
    const { errors = [] } = stats?.toJson({ all: false, errors: true, warnings: false }) ?? {};
    outcome.note(error === null ? errors.map(messageOf) : [textOf(error)]);
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      watching?.close(() => {
        compiler.close(() => {
          resolve();
        });
      });
    });
  return Promise.resolve({ last: outcome.last, stop });
}

function createOutcome(project: BundlerProject) {
  let last: ReturnType<WatchedBundle["last"]> = { code: "", errors: [] };
  const file = project.file("out/main.js");
  return {
    last: () => last,
    note: (errors: readonly string[]): void => {
      last = { code: errors.length === 0 && existsSync(file) ? readFileSync(file, "utf8") : "", errors };
    },
  };
}
