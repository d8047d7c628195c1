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

/** The declaration file that types imports of a flow's file. */
export interface DeclarationFile extends OutputText {
  /** Absolute path of the folder that `path` is relative to. */
  readonly projectDir: string;
}

/** The result of compiling an imported flow. */
export interface CompiledImport {
  /** Undefined if there is an error or a problem. */
  readonly module: EmittedModule | undefined;
  /** Creates the declaration of the flow's file as `flowc build` writes it; undefined if there is no module. */
  declaration(): Promise<Outcome<DeclarationFile> | undefined>;
  readonly diagnostics: readonly Diagnostic[];
  /** Errors that prevented compilation: a faulty configuration, or a file that cannot be read. */
  readonly problems: readonly UsageError[];
  /** The flow's text, with the file name that its findings use. */
  readonly source: { readonly path: string; readonly text: string } | undefined;
  /** Absolute paths of the files whose texts the result depends on. */
  readonly read: readonly string[];
  /** For a flow with errors: absolute paths where nothing was found. Creating a file there may fix the flow. */
  readonly missed: readonly string[];
  /** All absolute paths that the result depends on, including those where nothing was found. */
  readonly asked: ReadonlySet<string>;
}

/**
 * Compiles a flow whose file is imported. The module is the one that `flowc build` writes next to the flow, byte for
 * byte.
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
 * Returns the declaration that `flowc build` writes, if the project asks for declarations. Otherwise the declaration
 * imports the same runtime as the module: the package, unless a build has written a runtime file.
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

/** The files that configure a project. */
function filesOf({ file }: Project): string[] {
  return file === undefined ? [] : [file];
}

/**
 * The compile options for an import. The module counts as next to the flow, regardless of `outDir`, and imports the
 * project's runtime file only if that has been written.
 */
function optionsFor({ compileOptions, host }: Project): CompileOptions {
  const { runtimeFile, ...options } = compileOptions;
  const isThere = runtimeFile !== undefined && existsSync(host.paths.toAbsolute(runtimeFile));
  return { ...options, outDir: undefined, ...(isThere ? { runtimeFile } : {}) };
}
