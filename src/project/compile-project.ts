import type { Progress } from "../base/progress.js";
import { compileFlow, type CompileResult } from "../../compiler/compile.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { EmittedModule } from "../../compiler/emit/emitted-module.js";
import type { FlowSource } from "../../compiler/plan-flow.js";
import { failure, success, type Outcome, type UsageError } from "../base/usage-error.js";
import { textHash } from "../base/text-hash.js";
import type { DiskNote } from "../host/disk-notes.js";
import { applyRules } from "./apply-rules.js";
import type { OutputText } from "./manifest/manifest.js";
import { isError } from "../base/is-error.js";
import type { Project } from "./load-project.js";
import { outputPathsOf, outputs } from "./outputs.js";
import { outsideRuntime } from "./outside-runtime.js";
import { readProjectFile, stampOfProjectFile } from "./read-project-file.js";

/** A compiled flow and everything that the result depends on. */
export interface CompiledFlow {
  readonly source: FlowSource;
  readonly hash: string;
  /** The state of the flow file before it was read. */
  readonly stamp: string;
  readonly diagnostics: readonly Diagnostic[];
  /** The files to write for it; undefined if any finding is an error. */
  readonly outputs: readonly OutputText[] | undefined;
  /** Undefined if they cannot be determined: then the result is not cached. */
  readonly notes: readonly DiskNote[] | undefined;
}

/** Compiles flows of a project. Fails as a whole if a file cannot be read or a required tsconfig is broken. */
export async function compileProject(
  project: Project,
  flows: readonly string[],
  progress: Progress,
): Promise<Outcome<readonly CompiledFlow[]>> {
  const read = flows.map((path) => {
    const stamp = stampOfProjectFile(path, project);
    return { path, stamp, text: readProjectFile(path, project) };
  });
  const errors = read.flatMap(({ text }) => (text.ok ? [] : text.errors));
  if (errors.length > 0) return failure(...errors);
  let misplaced: UsageError | undefined;
  const compiled: CompiledFlow[] = [];
  for (const { path, stamp, text } of read) {
    if (!text.ok) continue;
    await progress.step("compiling", compiled.length, read.length);
    const source = { path, text: text.value };
    const { value, notes } = project.host.gather(() => {
      const compiled = compileText(source, project);
      const outside = outsideRuntime(outputPathsOf(path, project), project);
      return { diagnostics: compiled.diagnostics, outputs: outputsOf(compiled, path, project), outside };
    });
    const { outside, ...result } = value;
    misplaced ??= outside;
    compiled.push({ source, hash: textHash(source.text), stamp, ...result, notes });
  }
  const problems = [...project.host.problems(), ...(misplaced === undefined ? [] : [misplaced])];
  return problems.length > 0 ? failure(...problems) : success(compiled);
}

/**
 * The files to write for a flow. Source mappings are left out: they are larger than everything else, and a build does
 * not use them.
 */
function outputsOf(
  { module, declaration }: ReturnType<typeof compileText>,
  flow: string,
  project: Project,
): OutputText[] | undefined {
  if (module === undefined) return undefined;
  return outputs.flatMap((output) => {
    const made = output.pathOf(flow, project) === undefined ? undefined : output.emit({ module, declaration });
    return made === undefined ? [] : [{ path: made.path, text: made.text }];
  });
}

/** Compiles one text with the project's rules. There is no module if any finding is an error. */
export function compileText(
  source: FlowSource,
  project: Pick<Project, "host" | "config" | "compileOptions">,
): {
  readonly diagnostics: readonly Diagnostic[];
  readonly module: EmittedModule | undefined;
  readonly declaration: CompileResult["declaration"];
} {
  const result = compileFlow(source, project.host, project.compileOptions);
  const diagnostics = applyRules(result.diagnostics, project.config.rules ?? {});
  return {
    diagnostics,
    module: diagnostics.some(isError) ? undefined : result.module,
    declaration: result.declaration,
  };
}
