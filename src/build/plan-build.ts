import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { failure, success, type Outcome, type UsageError } from "../base/usage-error.js";
import { findFlows } from "../project/find-flows.js";
import { textHash } from "../base/text-hash.js";
import type { Manifest } from "../project/manifest/manifest.js";
import type { FoundFiles, IsProject } from "../host/walk.js";
import type { Settings } from "../project/load-settings.js";
import { withChildren } from "../project/with-children.js";
import { outputPathsOf } from "../project/outputs.js";

/** The work of a build. Paths are relative to the project. */
export interface BuildPlan {
  readonly settings: Settings;
  /** All flows, in code-point order. */
  readonly flows: readonly string[];
  /** The flow files that flows name, as they write them. */
  readonly named: ReadonlyMap<string, readonly string[]>;
  /** Flows of nested projects that these flows run: absolute paths. */
  readonly elsewhere: readonly string[];
  /** The flows to compile. */
  readonly open: readonly string[];
  /** For the other flows: the findings from when they were compiled. */
  readonly recalled: ReadonlyMap<string, readonly Diagnostic[]>;
  /** The runtime's file, if it must be written. */
  readonly runtimeFile: string | undefined;
  /**
   * All files that the flows should have, in the order of the flows, and then the runtime's file, which has no flow.
   */
  readonly expected: readonly ExpectedOutput[];
  /** Names of the manifest's entries. */
  readonly names: readonly string[];
}

export interface ExpectedOutput {
  readonly path: string;
  readonly flow: string | undefined;
}

export interface PlanBuildOptions {
  readonly settings: Settings;
  readonly manifest: Manifest;
  /** The files below the project; undefined if only a part of it is built. */
  readonly files: FoundFiles | undefined;
  /** Files and folders given by the user, relative to `cwd`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** Recognizes projects nested in this one. */
  readonly isProject?: IsProject | undefined;
  /** Whether finding no flow is allowed, because there are other projects. */
  readonly mayBeEmpty?: boolean | undefined;
}

/** The name of the runtime's file in the manifest. No flow can have this name. */
export const runtimeName = "<runtime>";

/** Finds the flows, and which of them already have up-to-date files on disk. */
export async function planBuild(options: PlanBuildOptions): Promise<Outcome<BuildPlan>> {
  const { settings, manifest } = options;
  const found = await selectFlows(options);
  if (!found.ok) return found;
  const recalled = new Map<string, readonly Diagnostic[]>();
  const hasNested = options.isProject !== undefined;
  const known = (flow: string): readonly string[] | undefined => {
    const entry = manifest.recall(flow);
    if (entry !== undefined) recalled.set(flow, entry.diagnostics);
    return entry?.named;
  };
  const { flows, named, elsewhere } = await withChildren(found.value, { settings, hasNested, known });
  const { runtimeFile } = settings.compileOptions;
  const outputs = flows.flatMap((flow) => outputPathsOf(flow, settings).map((path) => ({ path, flow })));
  const faults = [...findClashes(outputs), ...findUnnamed(flows, settings)];
  if (faults.length > 0) return failure(...faults);
  const isRuntimeKnown = runtimeFile !== undefined && manifest.recall(runtimeName) !== undefined;
  return success({
    settings,
    flows,
    named,
    elsewhere,
    open: flows.filter((flow) => !recalled.has(flow)),
    recalled,
    runtimeFile: isRuntimeKnown ? undefined : runtimeFile,
    expected: runtimeFile === undefined ? outputs : [...outputs, { path: runtimeFile, flow: undefined }],
    names: [...flows, runtimeName],
  });
}

async function selectFlows(options: PlanBuildOptions): Promise<Outcome<readonly string[]>> {
  const { settings, manifest, files } = options;
  const { include, exclude } = settings.config;
  const discover = (): Promise<Outcome<readonly string[]>> => findFlows(settings, options);
  if (files === undefined || (include === undefined && exclude === undefined) || !staysInside(include ?? [])) {
    return discover();
  }
  const key = textHash(files.sources.map(settings.paths.toProject).sort().join("\n"));
  const known = manifest.recallSelection(key);
  if (known !== undefined) return success(known);
  const found = await discover();
  if (found.ok) manifest.keepSelection(key, found.value);
  return found;
}

/** Whether globs match only files that a walk through the project finds. */
function staysInside(globs: readonly string[]): boolean {
  return globs.every(
    (glob) => !/(?:^|[/{,(|!])\.|^[/\\]|^\w:|\bdist\b|\bnode_modules\b/u.test(glob.replace(/^(?:\.\/)+/u, "")),
  );
}

/** Reports flows that would get no file at all. */
function findUnnamed(flows: readonly string[], settings: Settings): UsageError[] {
  if (settings.config.emit !== "declarations") return [];
  return flows
    .filter((flow) => outputPathsOf(flow, settings).length === 0)
    .map((flow) => ({
      message: `\`${flow}\` cannot be imported, and the configuration sets \`emit: "declarations"\``,
      help: 'Bundlers take files whose names end with `.flow.yaml`, `.flow.yml` or `.flow.json`: rename it, or set `emit: "both"`.',
    }));
}

function findClashes(outputs: readonly { readonly path: string; readonly flow: string }[]): UsageError[] {
  const sources = new Map<string, string>();
  return outputs.flatMap(({ path: module, flow }) => {
    const other = sources.get(module);
    sources.set(module, flow);
    if (other === undefined) return [];
    return [
      {
        message: `\`${other}\` and \`${flow}\` would both be written to \`${module}\``,
        help: "Rename one of the flow files, or leave one out with `exclude`.",
      },
    ];
  });
}
