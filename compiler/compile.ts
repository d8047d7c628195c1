import { emitModule } from "./emit/emit-module.js";
import type { EmittedModule } from "./emit/emitted-module.js";
import { importSpecifier } from "./emit/names/import-specifier.js";
import type { CompilerHost } from "./host.js";
import { modulePathOf } from "./module-path.js";
import { type FlowSource, planFlow, type PlanOptions, type PlanResult } from "./plan-flow.js";

export interface CompileOptions extends PlanOptions {
  /** Folder for the modules, relative to the project; by default each stands beside its flow. */
  readonly outDir?: string | undefined;
  /** What generated modules import as the runtime. Default `flowc/runtime`. */
  readonly runtime?: string | undefined;
  /** Path of a runtime of the project's own, relative to the project; modules import it instead. */
  readonly runtimeFile?: string | undefined;
}

export interface CompileResult extends PlanResult {
  /** Where there is no error. */
  readonly module: EmittedModule | undefined;
}

/** Compiles one flow: its plan, its module and all findings. Never throws for what a user wrote. */
export function compileFlow(source: FlowSource, host: CompilerHost, options: CompileOptions = {}): CompileResult {
  const result = planFlow(source, host, options);
  if (result.plan === undefined) return { ...result, module: undefined };
  const path = modulePathOf(source.path, options.outDir);
  const importExtension = host.importExtension(path);
  const { runtimeFile } = options;
  const runtime =
    runtimeFile === undefined
      ? options.runtime
      : importSpecifier({ kind: "file", path: runtimeFile }, path, importExtension);
  const module = emitModule(result.plan, { path, runtime, importExtension });
  return { ...result, module };
}
