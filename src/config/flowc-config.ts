import type { Code } from "../../compiler/diagnostics/catalogue.js";
import type { Severity } from "../../compiler/diagnostics/severity.js";

/** What `flowc.config.{ts,js,json}`, or `flowc` in package.json, may hold (SPEC 11). Paths are relative to its folder. */
export interface FlowcConfig {
  /** Globs of the flow files. Default: `**\/*.flow.{yaml,yml,json}`. */
  readonly include?: readonly string[];
  /** Globs of files that are not taken, besides `node_modules`, `dist` and folders that start with a dot. */
  readonly exclude?: readonly string[];
  /**
   * What `flowc build` writes of a flow. Default `modules`. `declarations` are for code that imports flow files through a bundler's
   * plugin: `order.flow.yaml.d.ts` types such an import.
   */
  readonly emit?: "modules" | "declarations" | "both";
  /** Folder for the generated modules; by default each is next to its flow. */
  readonly outDir?: string;
  /** Folders in which dotted callables (`examples.ops.extract`) are looked up after the flow file's own. */
  readonly roots?: readonly string[];
  /** The environment variables that flows may read; reads of others are found (`env/undeclared`). */
  readonly env?: readonly string[];
  /**
   * What generated modules import as the runtime. Default: `@flowc/runtime`. With `inline`, flowc writes its runtime as one
   * file next to the modules, and nothing needs flowc once it is built; a path (`./src/flowc-runtime.flow.ts`) says where.
   */
  readonly runtime?: string;
  /** The extension of generated relative imports; by default what the nearest tsconfig asks for. */
  readonly importExtension?: "js" | "ts" | "none";
  /**
   * How generated modules are laid out. Default `flowc`: as prettier's defaults do, without prettier. With `project`, the
   * prettier that the project has installed lays them out by the project's own configuration.
   */
  readonly format?: "flowc" | "project";
  /** The severity of diagnostics, by code. */
  readonly rules?: RuleSettings;
}

export type RuleSetting = Severity | "off";
export type RuleSettings = { readonly [C in Code]?: RuleSetting };

/** Gives a configuration its type: `export default defineConfig({ … })`. */
export function defineConfig(config: FlowcConfig): FlowcConfig {
  return config;
}
