import type { Progress } from "../base/progress.js";
import type { BuildPlan } from "./plan-build.js";
import { success, type Outcome } from "../base/usage-error.js";
import { loadProjectPrettier, type ProjectPrettier } from "./format/project-prettier.js";
import type { DiskNote } from "../host/disk-notes.js";
import { readInlineRuntime } from "../project/inline-runtime.js";
import type { OutputText } from "../project/manifest/manifest.js";
import { compileProject, type CompiledFlow } from "../project/compile-project.js";
import { openWithNested } from "../project/load-project.js";

/** The compiled flows, formatted as the configuration says. */
export interface CompiledModules {
  readonly flows: readonly CompiledFlow[];
  /** The runtime's file, if the plan asks for it. */
  readonly runtime: LaidOut | undefined;
}

interface LaidOut {
  readonly path: string;
  readonly text: string;
  /** Undefined if the inputs of the text cannot be determined: then it is not cached. */
  readonly notes: readonly DiskNote[] | undefined;
}

/** Opens the project for the compiler, compiles the open flows and formats their modules. */
export async function compileOpen(
  { open, runtimeFile, settings, elsewhere }: Pick<BuildPlan, "open" | "runtimeFile" | "settings" | "elsewhere">,
  progress: Progress,
): Promise<Outcome<CompiledModules>> {
  const project = await openWithNested(settings, elsewhere);
  if (!project.ok) return project;
  const compiled = await compileProject(project.value, open, progress);
  if (!compiled.ok) return compiled;
  const runtime =
    runtimeFile === undefined ? undefined : { path: runtimeFile, text: readInlineRuntime(), notes: [] as const };
  if (settings.config.format !== "project") return success({ flows: compiled.value, runtime });
  return layOut({ flows: compiled.value, runtime }, settings.projectDir);
}

async function layOut({ flows, runtime }: CompiledModules, projectDir: string): Promise<Outcome<CompiledModules>> {
  const prettier = await loadProjectPrettier(projectDir);
  if (!prettier.ok) return prettier;
  const formatted: CompiledFlow[] = [];
  for (const flow of flows) {
    const laidOut = await layOutFlow(flow, prettier.value);
    if (!laidOut.ok) return laidOut;
    formatted.push(laidOut.value);
  }
  if (runtime === undefined) return success({ flows: formatted, runtime });
  const laidOut = await prettier.value.format(runtime);
  return laidOut.ok ? success({ flows: formatted, runtime: { ...runtime, ...laidOut.value } }) : laidOut;
}

async function layOutFlow(flow: CompiledFlow, prettier: ProjectPrettier): Promise<Outcome<CompiledFlow>> {
  const outputs: OutputText[] = [];
  let { notes } = flow;
  for (const { path, text } of flow.outputs ?? []) {
    const laidOut = await prettier.format({ path, text });
    if (!laidOut.ok) return laidOut;
    outputs.push({ path, text: laidOut.value.text });
    notes = notes && laidOut.value.notes && [...notes, ...laidOut.value.notes];
  }
  return success({ ...flow, outputs: flow.outputs && outputs, notes });
}
