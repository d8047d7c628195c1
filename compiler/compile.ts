import { emitDeclaration, emitModule, type EmitOptions } from "./emit/emit-module.js";
import type { EmittedModule } from "./emit/emitted-module.js";
import { importSpecifier } from "./emit/names/import-specifier.js";
import type { CompilerHost } from "./host.js";
import { declarationPathOf, modulePathOf } from "./module-path.js";
import type { FlowPlan } from "./plan.js";
import { type FlowSource, planFlow, type PlanOptions, type PlanResult } from "./plan-flow.js";

export interface CompileOptions extends PlanOptions {
  /** What generated modules import as the runtime. Default: `@flowc/runtime`. */
  readonly runtime?: string | undefined;
  /** Path of a runtime in the project itself, relative to the project. If set, modules import it instead. */
  readonly runtimeFile?: string | undefined;
}

export interface CompileResult extends PlanResult {
  /** Undefined if there is an error. */
  readonly module: EmittedModule | undefined;
  /**
   * Returns the declaration that types imports of the flow file itself. Created on demand; undefined if there is an
   * error.
   */
  declaration(): EmittedModule | undefined;
}

/** Compiles one flow: returns its plan, its module and all findings. Never throws because of what a user wrote. */
export function compileFlow(source: FlowSource, host: CompilerHost, options: CompileOptions = {}): CompileResult {
  const result = planFlow(source, host, options);
  const { plan } = result;
  if (plan === undefined) return { ...result, module: undefined, declaration: () => undefined };
  const module = moduleOfPlan(plan, host, options);
  const declaration = (): EmittedModule =>
    emitDeclaration(plan, emitOptions(declarationPathOf(source.path), host, options));
  return { ...result, module, declaration };
}

/** The module of a flow that has been planned. */
export function moduleOfPlan(plan: FlowPlan, host: CompilerHost, options: CompileOptions): EmittedModule {
  return emitModule(plan, emitOptions(modulePathOf(plan.file, options.outDir), host, options));
}

function emitOptions(path: string, host: CompilerHost, { runtime, runtimeFile }: CompileOptions): EmitOptions {
  const importExtension = host.importExtension(path);
  if (runtimeFile === undefined) return { path, runtime, importExtension };
  const specifier = importSpecifier({ kind: "file", path: runtimeFile }, path, importExtension);
  return { path, runtime: specifier, importExtension };
}
