import type { WarmFiles } from "./warm-files.js";
import path from "node:path";
import type { ts } from "ts-morph";
import type { Decisions } from "../../../compiler/decisions.js";
import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import { applyIgnores } from "../../../compiler/apply-ignores.js";
import type { Span } from "../../../compiler/diagnostics/span.js";
import type { EmittedModule } from "../../../compiler/emit/emitted-module.js";
import type { FlowSource } from "../../../compiler/plan-flow.js";
import type { FlowPlan } from "../../../compiler/plan.js";
import { findDecisions } from "../../../compiler/types/find-decisions.js";
import { findTypeFaults } from "../../../compiler/types/find-type-faults.js";
import { silentByType } from "../../../compiler/types/silent-nodes.js";
import type { ProjectPaths } from "../../base/project-paths.js";
import type { DiskNote } from "../../host/disk-notes.js";
import { createTsconfigs } from "../../host/tsconfigs.js";
import { readCompilerOptions } from "./compiler-options.js";
import { createModuleProgram } from "./create-program.js";
import { loadTypeScript, type LoadedTypeScript } from "./load-typescript.js";
import { createFileNotes } from "./file-notes.js";

/** A flow without errors, with its module. */
export interface TypedFlow {
  readonly source: FlowSource;
  readonly plan: FlowPlan;
  readonly module: EmittedModule;
}

export interface CheckTypesOptions {
  readonly paths: ProjectPaths;
  readonly projectDir: string;
  /** What modules import as the runtime. */
  readonly runtime: string;
  /** Path of the project's own runtime, relative to the project. */
  readonly runtimeFile?: string | undefined;
  /** Called with the number of finished flows, out of those whose types must be checked. */
  readonly onFlow?: ((done: number, total: number) => void) | undefined;
  readonly warmFiles?: WarmFiles | undefined;
  /** The flows that these run, as far as they are not among them. */
  readonly children?: readonly ChildModule[];
}

/** The module of a flow that others run. */
export interface ChildModule {
  /** The flow file, relative to the project. */
  readonly file: string;
  readonly module: EmittedModule;
}

/** What the types say about a flow. */
export interface TypeFindings {
  readonly diagnostics: readonly Diagnostic[];
  readonly decisions: Decisions;
  /** Ids of the nodes that run a flow of a module which gives nothing. */
  readonly silent: readonly string[];
  /** The other flows whose modules it depends on, relative to the project. */
  readonly flows: readonly string[];
  /** What the findings depend on; undefined if a file was changed while it was checked. */
  readonly notes: readonly DiskNote[] | undefined;
}

interface PlacedFlow extends TypedFlow {
  readonly tsconfig: string | undefined;
}

/** Checks flows against the user's types and returns one result per flow. */
export function checkTypes(flows: readonly TypedFlow[], options: CheckTypesOptions): TypeFindings[] {
  const tsconfigs = createTsconfigs(undefined);
  const typescript = loadTypeScript();
  const groups = new Map<string | undefined, PlacedFlow[]>();
  for (const flow of flows) {
    const tsconfig = tsconfigs.nearest(options.paths.toAbsolute(flow.module.path))?.path;
    groups.set(tsconfig, [...(groups.get(tsconfig) ?? []), { ...flow, tsconfig }]);
  }
  let done = 0;
  const onDone = (): void => options.onFlow?.(++done, flows.length);
  options.onFlow?.(0, flows.length);
  const found = new Map<FlowSource, TypeFindings>();
  for (const [tsconfig, group] of groups) {
    for (const [source, findings] of checkGroup(group, { ...options, tsconfig, typescript, onDone })) {
      found.set(source, findings);
    }
  }
  return flows.map(({ source }) => {
    const findings = found.get(source) ?? { diagnostics: [], decisions: {}, silent: [], flows: [], notes: undefined };
    return { ...findings, diagnostics: applyIgnores(findings.diagnostics, source.path, source.text).kept };
  });
}

interface GroupOptions extends CheckTypesOptions {
  readonly tsconfig: string | undefined;
  readonly typescript: LoadedTypeScript;
  onDone(): void;
}

/** Checks the flows of one tsconfig as one program. */
function checkGroup(
  flows: readonly PlacedFlow[],
  options: GroupOptions,
): (readonly [source: FlowSource, findings: TypeFindings])[] {
  const { typescript, paths, projectDir, runtime } = options;
  const project = readCompilerOptions(typescript, options.tsconfig);
  const fileOf = ({ module }: Pick<PlacedFlow, "module">): string => paths.toAbsolute(module.path);
  const own = flows.map(({ source, module }): ChildModule => ({ file: source.path, module }));
  const all = [...(options.children ?? []), ...own];
  const modules = new Map(all.map((flow) => [fileOf(flow), flow.module.text]));
  const flowOf = new Map(all.map((flow) => [fileOf(flow), flow.file]));
  const ofFiles = new Map(all.map((flow) => [paths.toAbsolute(flow.file), fileOf(flow)]));
  const runtimeFile = options.runtimeFile === undefined ? undefined : paths.toAbsolute(options.runtimeFile);
  const { warmFiles } = options;
  const given = { typescript, project, projectDir, modules, flows: ofFiles, runtime, runtimeFile, warmFiles };
  const { program, filesOf, modulesOf, missingOf } = createModuleProgram(given);
  const notesOf = createFileNotes((file) => program.getSourceFile(file)?.text);
  const world = {
    ts: typescript.ts,
    checker: program.getTypeChecker(),
    spanOf: spanOf(paths),
    flowOf: (file: string) => flowOf.get(file),
  };
  return flows.flatMap((flow): (readonly [FlowSource, TypeFindings])[] => {
    const sourceFile = program.getSourceFile(fileOf(flow));
    if (sourceFile === undefined) return [];
    const wired = {
      plan: flow.plan,
      module: flow.module,
      text: flow.source.text,
      sourceFile,
      diagnostics: program.getSemanticDiagnostics(sourceFile),
    };
    const diagnostics = findTypeFaults(world, wired);
    const decisions = findDecisions(world, wired);
    const silent = silentByType(world, wired);
    options.onDone();
    const files = [...filesOf(fileOf(flow)), ...project.files];
    const notes = notesOf({ files, missing: missingOf(fileOf(flow)) });
    const others = modulesOf(fileOf(flow)).flatMap((module) => flowOf.get(module) ?? []);
    return [[flow.source, { diagnostics, decisions, silent, flows: others, notes }]];
  });
}

function spanOf(paths: ProjectPaths): (node: ts.Node) => Span {
  return (node) => {
    const file = node.getSourceFile();
    const position = (offset: number): Span["start"] => {
      const { line, character } = file.getLineAndCharacterOfPosition(offset);
      return { offset, line: line + 1, column: character + 1 };
    };
    const name = paths.toProject(path.normalize(file.fileName));
    return { file: name, start: position(node.getStart(file)), end: position(node.end) };
  };
}
