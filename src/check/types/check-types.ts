import type { WarmFiles } from "./warm-files.js";
import path from "node:path";
import type { ts } from "ts-morph";
import { applyIgnores } from "../../../compiler/apply-ignores.js";
import type { Span } from "../../../compiler/diagnostics/span.js";
import type { EmittedModule } from "../../../compiler/emit/emitted-module.js";
import type { FlowSource } from "../../../compiler/plan-flow.js";
import type { FlowPlan } from "../../../compiler/plan.js";
import { findDecisions } from "../../../compiler/types/find-decisions.js";
import { findTypeFaults } from "../../../compiler/types/find-type-faults.js";
import { packageVersion } from "../../base/package-folder.js";
import type { ProjectPaths } from "../../base/project-paths.js";
import { createTsconfigs } from "../../host/tsconfigs.js";
import { readCompilerOptions } from "./compiler-options.js";
import { createModuleProgram } from "./create-program.js";
import { loadTypeScript, type LoadedTypeScript } from "./load-typescript.js";
import { type Checked, hashOfParts, openTypeCache, type TypeFindings } from "./type-cache.js";

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
  /** Where results are stored between runs; undefined for nowhere. */
  readonly cacheDir: string | undefined;
  /** Called with the number of finished flows, out of those whose types must be checked. */
  readonly onFlow?: ((done: number, total: number) => void) | undefined;
  readonly warmFiles?: WarmFiles | undefined;
}

interface Keyed extends TypedFlow {
  readonly key: string;
  readonly tsconfig: string | undefined;
}

/**
 * Checks flows against the user's types and returns one result per flow. TypeScript is loaded only if something has
 * changed since the last time.
 */
export function checkTypes(flows: readonly TypedFlow[], options: CheckTypesOptions): TypeFindings[] {
  const tsconfigs = createTsconfigs(undefined);
  const keyed = flows.map((flow): Keyed => {
    const tsconfig = tsconfigs.nearest(options.paths.toAbsolute(flow.module.path))?.path;
    const { source, module } = flow;
    return { ...flow, tsconfig, key: hashOfParts(source.path, source.text, module.path, module.text, tsconfig ?? "") };
  });
  const cache = options.cacheDir === undefined ? undefined : openTypeCache(options.cacheDir, packageVersion());
  const known = new Map(keyed.map(({ key }) => [key, cache?.find(key)]));
  const open = keyed.filter(({ key }) => known.get(key) === undefined);
  const checked = open.length === 0 ? { results: [], missing: [] } : checkFlows(open, options);
  if (open.length > 0) cache?.save(checked.results, checked.missing);
  const found = new Map(checked.results.map((result) => [result.key, result]));
  return keyed.map(({ key, source }) => {
    const { diagnostics = [], decisions = {} } = found.get(key) ?? known.get(key) ?? {};
    return { diagnostics: applyIgnores(diagnostics, source.path, source.text).kept, decisions };
  });
}

interface Results {
  readonly results: readonly Checked[];
  readonly missing: readonly string[];
}

function checkFlows(flows: readonly Keyed[], options: CheckTypesOptions): Results {
  const typescript = loadTypeScript();
  const groups = new Map<string | undefined, Keyed[]>();
  for (const flow of flows) groups.set(flow.tsconfig, [...(groups.get(flow.tsconfig) ?? []), flow]);
  let done = 0;
  const onDone = (): void => options.onFlow?.(++done, flows.length);
  options.onFlow?.(0, flows.length);
  const checked = [...groups].map(([tsconfig, group]) =>
    checkGroup(group, { ...options, tsconfig, typescript, onDone }),
  );
  return {
    results: checked.flatMap(({ results }) => results),
    missing: checked.flatMap(({ missing }) => missing),
  };
}

interface GroupOptions extends CheckTypesOptions {
  readonly tsconfig: string | undefined;
  readonly typescript: LoadedTypeScript;
  onDone(): void;
}

/** Checks the flows of one tsconfig as one program. */
function checkGroup(flows: readonly Keyed[], options: GroupOptions): Results {
  const { typescript, paths, projectDir, runtime } = options;
  const project = readCompilerOptions(typescript, options.tsconfig);
  const fileOf = ({ module }: Keyed): string => paths.toAbsolute(module.path);
  const modules = new Map(flows.map((flow) => [fileOf(flow), flow.module.text]));
  const runtimeFile = options.runtimeFile === undefined ? undefined : paths.toAbsolute(options.runtimeFile);
  const { warmFiles } = options;
  const given = { typescript, project, projectDir, modules, runtime, runtimeFile, warmFiles };
  const { program, filesOf, missing } = createModuleProgram(given);
  const world = { ts: typescript.ts, checker: program.getTypeChecker(), spanOf: spanOf(paths) };
  const results = flows.flatMap((flow): Checked[] => {
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
    options.onDone();
    return [{ key: flow.key, diagnostics, decisions, files: [...filesOf(fileOf(flow)), ...project.files] }];
  });
  return { results, missing };
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
