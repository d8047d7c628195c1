import { existsSync } from "node:fs";
import type { CompileOptions } from "../../compiler/compile.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { FlowSource } from "../../compiler/plan-flow.js";
import type { EmittedModule } from "../../compiler/emit/emitted-module.js";
import { compileText } from "../project/compile-project.js";
import { declarationPathOf } from "../../compiler/module-path.js";
import { outputPathsOf } from "../project/outputs.js";
import { readProjectFile } from "../project/read-project-file.js";
import { success, type Outcome, type UsageError } from "../base/usage-error.js";
import type { OutputText } from "../project/manifest/manifest.js";
import { layOutText } from "../build/format/lay-out-text.js";
import type { Project } from "../project/load-project.js";
import type { OpenProjects } from "./open-projects.js";

/** Types the imports of a flow's file. */
export interface DeclarationFile extends OutputText {
  /** The folder (absolute) that its path counts from. */
  readonly projectDir: string;
}

/** What became of a flow that is imported. */
export interface CompiledImport {
  /** Where there is neither an error nor a problem. */
  readonly module: EmittedModule | undefined;
  /** Makes the declaration of the flow's file as `flowc build` writes it; undefined where there is no module. */
  declaration(): Promise<Outcome<DeclarationFile> | undefined>;
  readonly diagnostics: readonly Diagnostic[];
  /** What kept the flow from being compiled at all: the configuration, a file that cannot be read. */
  readonly problems: readonly UsageError[];
  /** The flow's text, under the name that its findings have for it. */
  readonly source: { readonly path: string; readonly text: string } | undefined;
  /** Files (absolute) whose texts the outcome rests on. */
  readonly read: readonly string[];
  /** Of a flow that has errors: paths (absolute) at which nothing was found, so that what comes there may fix it. */
  readonly missed: readonly string[];
  /** All paths (absolute) that the outcome rests on, those too at which nothing was found. */
  readonly asked: ReadonlySet<string>;
}

/**
 * Compiles a flow for an import of its file: the module is the one that `flowc build` writes next to the flow, to the byte.
 *
 * @param file absolute path of the flow
 */
export async function compileImport(file: string, projects: OpenProjects): Promise<CompiledImport> {
  const project = await projects.projectOf(file);
  if (!project.ok) return failed(project.errors);
  const { host } = project.value;
  const name = host.paths.toProject(file);
  const text = readProjectFile(name, project.value);
  if (!text.ok) return failed(text.errors);
  const source = { path: name, text: text.value };
  const compileOptions = optionsFor(project.value);
  const { value, notes } = host.gather(() => compileText(source, { ...project.value, compileOptions }));
  const problems = host.problems();
  const module = problems.length > 0 ? undefined : value.module;
  return {
    module,
    declaration: () => (module === undefined ? Promise.resolve(undefined) : declare(source, project.value)),
    diagnostics: value.diagnostics,
    problems,
    source,
    read: [
      ...filesOf(project.value),
      ...notes.filter(({ what, found }) => what === "text" && found !== "").map(({ path }) => path),
    ],
    missed: module === undefined ? notes.map(({ path }) => path).filter((path) => !existsSync(path)) : [],
    asked: new Set([...filesOf(project.value), ...notes.map(({ path }) => path)]),
  };
}

function failed(problems: readonly UsageError[]): CompiledImport {
  return {
    module: undefined,
    declaration: () => Promise.resolve(undefined),
    diagnostics: [],
    problems,
    source: undefined,
    read: [],
    missed: [],
    asked: new Set(),
  };
}

/**
 * The declaration that `flowc build` writes, if the project asks for declarations. Otherwise it names the runtime that the module
 * imports: the package's, unless a build has written another.
 */
async function declare(source: FlowSource, project: Project): Promise<Outcome<DeclarationFile> | undefined> {
  const { projectDir } = project;
  const isBuilt = outputPathsOf(source.path, project).includes(declarationPathOf(source.path));
  const compileOptions = isBuilt ? project.compileOptions : optionsFor(project);
  const declaration = compileText(source, { ...project, compileOptions }).declaration();
  if (declaration === undefined) return undefined;
  const text = await layOutText(declaration, project);
  return text.ok ? success({ path: declaration.path, text: text.value, projectDir }) : text;
}

/** The configuration that governs. */
function filesOf({ file }: Project): string[] {
  return file === undefined ? [] : [file];
}

/** The module is where the flow is, wherever files are written; a runtime next to it is taken where it was written. */
function optionsFor({ compileOptions, host }: Project): CompileOptions {
  const { runtimeFile, ...options } = compileOptions;
  const isThere = runtimeFile !== undefined && existsSync(host.paths.toAbsolute(runtimeFile));
  return { ...options, outDir: undefined, ...(isThere ? { runtimeFile } : {}) };
}
