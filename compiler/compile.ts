import type { Diagnostic } from "./diagnostics/diagnostic.js";
import type { EmittedModule } from "./emit/emitted-module.js";
import type { CompilerHost } from "./host.js";
import type { FlowPlan } from "./plan.js";

/** A flow file: its path (posix, relative to the project) and its text. */
export interface FlowSource {
  readonly path: string;
  readonly text: string;
}

export interface CompileOptions {
  /** Folders, relative to the project, in which dotted callables are looked up after the flow file's own. */
  readonly roots?: readonly string[];
  /** Folder for the modules, relative to the project; by default each stands beside its flow. */
  readonly outDir?: string;
  /** What generated modules import as the runtime. Default `flowc/runtime`. */
  readonly runtime?: string;
}

export interface CompileResult {
  /** In the order of the file. Of all phases that ran: a phase with an error is the last one. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where there is no error. */
  readonly plan: FlowPlan | undefined;
  readonly module: EmittedModule | undefined;
}

/** Compiles one flow: its plan, its module and all findings. Never throws for what a user wrote. */
export function compileFlow(source: FlowSource, host: CompilerHost, options: CompileOptions = {}): CompileResult {
  void source;
  void host;
  void options;
  return { diagnostics: [], plan: undefined, module: undefined };
}
