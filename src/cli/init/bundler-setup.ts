import type { BundlerName } from "./bundler-names.js";
import type { FoundBundler } from "./find-bundler.js";

/**
 * What makes a bundler accept flows: a new configuration file if that can be written, otherwise what the user adds to
 * theirs.
 */
export interface BundlerSetup {
  readonly file: { readonly name: string; readonly text: string } | undefined;
  /** Lines to print; empty if the plugin is already configured. */
  readonly toAdd: readonly string[];
}

/** @param isModule whether the package's `.js` files are ES modules */
export function bundlerSetup({ name, config }: FoundBundler, isModule: boolean): BundlerSetup {
  if (config?.hasPlugin === true) return { file: undefined, toAdd: [] };
  if (config === undefined && name === "vite") {
    return { file: { name: `vite.config.${isModule ? "ts" : "mts"}`, text: viteConfig }, toAdd: [] };
  }
  const place = config?.file ?? (name === "esbuild" ? "the script that calls esbuild" : `${name}'s configuration`);
  return {
    file: undefined,
    toAdd: [`in ${place}:`, `  ${importOf(name, config?.isCommonJs === true)}`, "  plugins: [flowc()]"],
  };
}

function importOf(name: BundlerName, isCommonJs: boolean): string {
  return isCommonJs ? `const flowc = require("flowc/${name}").default;` : `import flowc from "flowc/${name}";`;
}

const viteConfig = `import flowc from "flowc/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [flowc()],
});
`;
