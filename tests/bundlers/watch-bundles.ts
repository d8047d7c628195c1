import { context } from "esbuild";
import { existsSync, readFileSync } from "node:fs";
import { watch as watchWithRollup } from "rollup";
import webpack from "webpack";
import flowcEsbuild from "../../src/bundlers/esbuild.js";
import flowcRollup from "../../src/bundlers/rollup.js";
import flowcWebpack from "../../src/bundlers/webpack.js";
import { findFlowc, stripTypes, textOf, webpackOptions } from "./bundle.js";
import type { BundlerProject } from "./bundler-project.js";

/** A bundler that watches. */
export interface WatchedBundle {
  /** What came of the last bundle. */
  last(): { readonly code: string; readonly errors: readonly string[] };
  stop(): Promise<void>;
}

type Watch = (project: BundlerProject, entry: string) => Promise<WatchedBundle>;

/** Each watches as its users have it, and bundles into `out/main.js`. */
export const watchers: Readonly<Record<"rollup" | "esbuild" | "webpack", Watch>> = {
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
  webpack: (project, entry) => {
    const outcome = createOutcome(project);
    const compiler = webpack(webpackOptions(project, entry, flowcWebpack()));
    const watching = compiler.watch({ aggregateTimeout: 20 }, (error, stats) => {
      const { errors = [] } = stats?.toJson({ all: false, errors: true }) ?? {};
      outcome.note(error === null ? errors.map(({ message }) => message) : [textOf(error)]);
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
  },
};

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
