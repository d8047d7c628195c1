import type { TsConfigResult } from "get-tsconfig";

export type ImportExtension = "js" | "ts" | "none";

/**
 * The extension that TypeScript wants in a relative import under a configuration:
 *
 * - `ts` with `allowImportingTsExtensions` or `rewriteRelativeImportExtensions`
 * - `js` with `moduleResolution` node16 or nodenext (or `module` node16 to nodenext, which implies it)
 * - `none` with the others (bundler, node10, classic), where a bundler or a loader adds it
 * - `js` without a configuration: Node runs it, and so does every bundler that knows TypeScript
 */
export function importExtensionOf(tsconfig: TsConfigResult | undefined): ImportExtension {
  if (!tsconfig) return "js";
  const options = tsconfig.config.compilerOptions ?? {};
  if (options.allowImportingTsExtensions || options.rewriteRelativeImportExtensions) return "ts";
  const resolution = options.moduleResolution?.toLowerCase();
  const module = options.module?.toLowerCase() ?? "";
  const followsNode = resolution === undefined ? /^node(\d+|next)$/.test(module) : /^node(16|next)$/.test(resolution);
  return followsNode ? "js" : "none";
}
