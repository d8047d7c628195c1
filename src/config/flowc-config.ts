import type { Code } from "../../compiler/diagnostics/catalogue.js";
import type { Severity } from "../../compiler/diagnostics/severity.js";

/**
 * The settings in `flowc.config.{ts,js,json}` or under `flowc` in package.json (SPEC 11). Paths are relative to its
 * folder.
 */
export interface FlowcConfig {
  /** Globs of the flow files. Default: `**\/*.flow.{yaml,yml,json}`. */
  readonly include?: readonly string[];
  /** Globs of files to ignore, in addition to `node_modules`, `dist` and folders that start with a dot. */
  readonly exclude?: readonly string[];
  /**
   * What `flowc build` writes for each flow. Default: `modules`. `declarations` are for code that imports flow files
   * through a bundler's plugin: `order.flow.yaml.d.ts` types such an import.
   */
  readonly emit?: "modules" | "declarations" | "both";
  /** Folder for the generated modules. Default: each module is next to its flow. */
  readonly outDir?: string;
  /** Folders in which dotted callables (`examples.ops.extract`) are looked up, after the flow file's own folder. */
  readonly roots?: readonly string[];
  /** The environment variables that flows may read. Reading any other is reported (`env/undeclared`). */
  readonly env?: readonly string[];
  /**
   * What generated modules import as the runtime. Default: `@flowc/runtime`. With `inline`, flowc writes its runtime as
   * one file next to the modules, and the built code does not need flowc. A path (`./src/flowc-runtime.flow.ts`) does
   * the same and says where the file goes.
   */
  readonly runtime?: string;
  /** The extension of generated relative imports. Default: what the nearest tsconfig requires. */
  readonly importExtension?: "js" | "ts" | "none";
  /**
   * How generated modules are formatted. Default: `flowc`, the style of prettier's defaults, without prettier. With
   * `project`, the project's installed prettier formats them with the project's own configuration.
   */
  readonly format?: "flowc" | "project";
  /**
   * What a recorded run leaves out (`flowc run --trace`): paths such as `$ctx.customer.mail`, `$payload.login.token` or
   * `**.password`. `*` is any one key, `**` any number of keys.
   */
  readonly redact?: readonly string[];
  /** The severity of diagnostics, keyed by code. */
  readonly rules?: RuleSettings;
}

export type RuleSetting = Severity | "off";
export type RuleSettings = { readonly [C in Code]?: RuleSetting };

/** Types a configuration: `export default defineConfig({ … })`. */
export function defineConfig(config: FlowcConfig): FlowcConfig {
  return config;
}
