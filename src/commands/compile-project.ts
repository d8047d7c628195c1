import { compileFlow } from "../../compiler/compile.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { EmittedModule } from "../../compiler/emit/emitted-module.js";
import { modulePathOf } from "../../compiler/module-path.js";
import type { FlowSource } from "../../compiler/plan-flow.js";
import { failure, success, type Outcome } from "../config/usage-error.js";
import { readInlineRuntime } from "../inline-runtime.js";
import { applyRules } from "../reporters/apply-rules.js";
import { createFindingsReport, type FindingsReport } from "../reporters/findings-report.js";
import { isError } from "./is-error.js";
import type { Project } from "./load-project.js";
import { readFlows } from "./read-flows.js";

export interface CompiledProject {
  readonly report: FindingsReport;
  /** Of the flows without an error. */
  readonly modules: readonly (EmittedModule & { readonly source: string })[];
  /** Paths of all flows, those with errors too. */
  readonly flows: readonly string[];
  /** Paths of their modules. */
  readonly expected: readonly string[];
  readonly hasErrors: boolean;
}

/**
 * Finds and compiles the flows of a project.
 *
 * @param paths files and folders that the user names, relative to `cwd`; none: the whole project
 */
export async function compileProject(
  project: Project,
  options: { readonly paths: readonly string[]; readonly cwd: string },
): Promise<Outcome<CompiledProject>> {
  const flows = await readFlows(project, options);
  if (!flows.ok) return flows;
  const compiled = flows.value.map((flow) => ({ flow, ...compileText(flow, project) }));
  const problems = project.host.problems();
  if (problems.length > 0) return failure(...problems);
  const diagnostics = compiled.flatMap((result) => result.diagnostics);
  const runtime = runtimeModules(project);
  return success({
    report: createFindingsReport(diagnostics, flows.value),
    modules: [
      ...compiled.flatMap(({ flow, module }) => (module === undefined ? [] : [{ ...module, source: flow.path }])),
      ...runtime,
    ],
    flows: flows.value.map(({ path }) => path),
    expected: [
      ...flows.value.map(({ path }) => modulePathOf(path, project.compileOptions.outDir)),
      ...runtime.map(({ path }) => path),
    ],
    hasErrors: diagnostics.some(isError),
  });
}

/** Compiles one text by the project's rules; there is no module where a finding is an error. */
export function compileText(
  source: FlowSource,
  project: Project,
): { readonly diagnostics: readonly Diagnostic[]; readonly module: EmittedModule | undefined } {
  const result = compileFlow(source, project.host, project.compileOptions);
  const diagnostics = applyRules(result.diagnostics, project.config.rules ?? {});
  return { diagnostics, module: diagnostics.some(isError) ? undefined : result.module };
}

/** The runtime, where it stands beside the modules. */
function runtimeModules({ compileOptions }: Project): CompiledProject["modules"] {
  const path = compileOptions.runtimeFile;
  return path === undefined ? [] : [{ path, text: readInlineRuntime(), mappings: [], source: 'runtime: "inline"' }];
}
