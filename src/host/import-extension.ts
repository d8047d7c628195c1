import type { TsConfigResult } from "get-tsconfig";

export type ImportExtension = "js" | "ts" | "none";

/** An extension and the option that requires it, as the user would write the option. */
export interface ExplainedExtension {
  readonly extension: ImportExtension;
  /** An option with its value, such as `"module": "nodenext"`; undefined if no option decides it. */
  readonly option: string | undefined;
}

/**
 * The extension that TypeScript requires in a relative import under a configuration:
 *
 * - `ts` with `allowImportingTsExtensions` or `rewriteRelativeImportExtensions`
 * - `js` with `moduleResolution` node16 or nodenext (or `module` node16 to nodenext, which implies it)
 * - `none` with all others (bundler, node10, classic), where a bundler or a loader adds it
 * - `js` without a configuration: Node and every bundler that supports TypeScript accept it
 */
export function importExtensionOf(tsconfig: TsConfigResult | undefined): ExplainedExtension {
  if (!tsconfig) return { extension: "js", option: undefined };
  const options = tsconfig.config.compilerOptions ?? {};
  // The reader has filled in implied options, so the option that implies the other comes first here.
  for (const name of ["rewriteRelativeImportExtensions", "allowImportingTsExtensions"] as const) {
    if (options[name]) return { extension: "ts", option: `"${name}": true` };
  }
  const { module = "", moduleResolution } = options;
  const extension = followsNode(tsconfig) ? "js" : "none";
  if (moduleResolution !== undefined && !isNodeModule(module)) {
    return { extension, option: `"moduleResolution": "${moduleResolution}"` };
  }
  return { extension, option: module === "" ? undefined : `"module": "${module}"` };
}

/** Whether imports follow Node's rules under a configuration. Without a configuration they do. */
export function followsNode(tsconfig: TsConfigResult | undefined): boolean {
  const { module = "", moduleResolution = "" } = tsconfig?.config.compilerOptions ?? {};
  return tsconfig === undefined || isNodeModule(module) || /^node(16|next)$/iu.test(moduleResolution);
}

function isNodeModule(module: string): boolean {
  return /^node(\d+|next)$/iu.test(module);
}
