import { readFileSync } from "node:fs";
import { compileFlow } from "../../compiler/compile.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { EmittedModule } from "../../compiler/emit/emitted-module.js";
import { modulePathOf } from "../../compiler/module-path.js";
import { failure, success, type Outcome } from "../config/usage-error.js";
import { discoverFlows } from "../discover.js";
import { applyRules } from "../reporters/apply-rules.js";
import type { FindingsReport } from "../reporters/findings-report.js";
import { sortDiagnostics } from "../reporters/sort-diagnostics.js";
import { describeFailure } from "../write/describe-failure.js";
import type { Project } from "./load-project.js";

export interface CompiledProject {
  readonly report: FindingsReport;
  /** Of the flows without an error. */
  readonly modules: readonly (EmittedModule & { readonly source: string })[];
  /** Paths of the modules of all flows, those with errors too. */
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
  { paths, cwd }: { readonly paths: readonly string[]; readonly cwd: string },
): Promise<Outcome<CompiledProject>> {
  const { config, projectDir, host } = project;
  const found = await discoverFlows({
    projectDir,
    cwd,
    arguments: paths,
    include: config.include,
    exclude: config.exclude,
  });
  if (!found.ok) return found;
  const sources = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  const modules: (EmittedModule & { readonly source: string })[] = [];
  for (const flow of found.value) {
    const text = readText(flow, project);
    if (!text.ok) return text;
    sources.set(flow, text.value);
    const compiled = compileText({ path: flow, text: text.value }, project);
    diagnostics.push(...compiled.diagnostics);
    if (compiled.module !== undefined) modules.push({ ...compiled.module, source: flow });
  }
  const problems = host.problems();
  if (problems.length > 0) return failure(...problems);
  return success({
    report: { diagnostics: sortDiagnostics(diagnostics), sources, flows: found.value.length },
    modules,
    expected: found.value.map((flow) => modulePathOf(flow, project.compileOptions.outDir)),
    hasErrors: diagnostics.some(isError),
  });
}

/** Compiles one text by the project's rules; there is no module where a finding is an error. */
export function compileText(
  source: { readonly path: string; readonly text: string },
  project: Project,
): { readonly diagnostics: readonly Diagnostic[]; readonly module: EmittedModule | undefined } {
  const result = compileFlow(source, project.host, project.compileOptions);
  const diagnostics = applyRules(result.diagnostics, project.config.rules ?? {});
  return { diagnostics, module: diagnostics.some(isError) ? undefined : result.module };
}

/** The text of a file of the project. */
export function readText(file: string, project: Project): Outcome<string> {
  try {
    return success(readFileSync(project.host.paths.toAbsolute(file), "utf8"));
  } catch (error) {
    return failure(describeFailure(file, "read", error));
  }
}

export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === "error";
}
