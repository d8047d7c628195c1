import { build, type Plugin } from "esbuild";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * Bundles one script that runs the examples, including the runtime.
 *
 * @param code what to do with `runExamples`
 */
export async function bundleExamples(platform: "browser" | "node", code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { runExamples } from "./run-examples.ts";\n${code}`,
      resolveDir: import.meta.dirname,
      loader: "ts",
    },
    alias: { "@flowc/runtime": path.join(root, "runtime/index.ts") },
    plugins: platform === "browser" ? [nodeForBrowsers] : [],
    platform,
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]!.text;
}

/** Node modules that the functions of some examples use, and their replacements in a bundle for browsers. */
const substitutes: Readonly<Record<string, string>> = {
  "node:timers/promises": `export const setTimeout = (ms, value, { signal } = {}) =>
    new Promise((resolve, reject) => {
      const timer = globalThis.setTimeout(resolve, ms, value);
      signal?.addEventListener("abort", () => { clearTimeout(timer); reject(signal.reason); }, { once: true });
    });`,
  "node:path": `export const basename = (file) => file.slice(file.lastIndexOf("/") + 1);
    export const extname = (file) => /[^/](\\.[^./]*)$/.exec(file)?.[1] ?? "";`,
};

const nodeForBrowsers: Plugin = {
  name: "node-for-browsers",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:/ }, ({ path: name }) => ({ path: name, namespace: "substitute" }));
    onLoad({ filter: /.*/, namespace: "substitute" }, ({ path: name }) => {
      const contents = substitutes[name];
      return contents === undefined ? { errors: [{ text: `nothing stands for ${name}` }] } : { contents };
    });
  },
};
