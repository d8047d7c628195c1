import type { TsConfigResult } from "get-tsconfig";

export type ImportExtension = "js" | "ts" | "none";

/** An extension, and what asks for it, as a user would spell it. */
export interface ExplainedExtension {
  readonly extension: ImportExtension;
  /** An option with its value, such as `"module": "nodenext"`; undefined where no option says anything. */
  readonly option: string | undefined;
}

/**
 * The extension that TypeScript wants in a relative import under a configuration:
 *
 * - `ts` with `allowImportingTsExtensions` or `rewriteRelativeImportExtensions`
 * - `js` with `moduleResolution` node16 or nodenext (or `module` node16 to nodenext, which implies it)
 * - `none` with the others (bundler, node10, classic), where a bundler or a loader adds it
 * - `js` without a configuration: Node runs it, and so does every bundler that knows TypeScript
 */
export function importExtensionOf(tsconfig: TsConfigResult | undefined): ExplainedExtension {
  if (!tsconfig) return { extension: "js", option: undefined };
  const options = tsconfig.config.compilerOptions ?? {};
  // What one option implies has been filled in by the reader: the one that implies the other comes first here.
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

/** Whether imports follow Node's rules under a configuration, as they do without one. */
export function followsNode(tsconfig: TsConfigResult | undefined): boolean {
  const { module = "", moduleResolution = "" } = tsconfig?.config.compilerOptions ?? {};
  return tsconfig === undefined || isNodeModule(module) || /^node(16|next)$/iu.test(moduleResolution);
}

function isNodeModule(module: string): boolean {
  return /^node(\d+|next)$/iu.test(module);
}
