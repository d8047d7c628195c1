import { type ChildReference, childReferencesOf } from "../../compiler/child-files.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { neededContext, type NeededContext } from "../../compiler/needed-context.js";
import { type FlowSource, planFlow } from "../../compiler/plan-flow.js";
import type { FlowPlan } from "../../compiler/plan.js";
import { textHash } from "../base/text-hash.js";
import { failure, type Outcome, success } from "../base/usage-error.js";
import type { DiskNote } from "../host/disk-notes.js";
import { applyRules } from "../project/apply-rules.js";
import { openWithNested, type Project } from "../project/load-project.js";
import type { Settings } from "../project/load-settings.js";
import { readNamedFlows } from "../project/read-flows.js";
import { stampOfProjectFile } from "../project/read-project-file.js";
import type { Checker, CheckOptions } from "./check-options.js";
import { fixFlows } from "./fix-flows.js";
import { fixTypes } from "./fix/fix-types.js";
import { writeFixed } from "./fix/write-fixed.js";

/** A flow that was checked. */
export interface CheckedFlow {
  /** The flow file: its path, the hash of its text, and its state before it was read (`stampOf`). */
  readonly source: { readonly name: string; readonly hash: string; readonly stamp: string };
  readonly diagnostics: readonly Diagnostic[];
  /** What it reads from its caller. */
  readonly asks: readonly NeededContext[];
  /** The flows that it runs, if it has a plan. */
  readonly runs: readonly ChildReference[];
  /** What the findings depend on in addition to the flow file; undefined if they must not be stored. */
  readonly notes: readonly DiskNote[] | undefined;
}

interface CheckingOptions extends CheckOptions, Checker {}

/** Reads and checks flows, and fixes them if `fix` is set. */
export async function checkOpenFlows(
  names: readonly string[],
  settings: Settings,
  { elsewhere, ...options }: CheckingOptions & { readonly elsewhere: readonly string[] },
): Promise<Outcome<readonly CheckedFlow[]>> {
  const opened = await openWithNested(settings, elsewhere);
  if (!opened.ok) return opened;
  const project = opened.value;
  const stamps = new Map(names.map((name) => [name, stampOfProjectFile(name, project)]));
  const read = readNamedFlows(names, project);
  if (!read.ok) return read;
  const flows = options.fix === true ? mendFlows(read.value, project, options.onFixed) : read;
  if (!flows.ok) return flows;
  const find = options.types === false ? planAll : checkAll;
  const check = async (sources: readonly FlowSource[]): Promise<readonly FoundFlow[]> => {
    const found = await find(sources, project, options);
    return found.map((one) => ({ ...one, diagnostics: applyRules(one.diagnostics, project.config.rules ?? {}) }));
  };
  const first = await check(flows.value);
  const mended = options.fix === true ? await mendTypes(first, check, { project, options }) : success(first);
  if (!mended.ok) return mended;
  const problems = project.host.problems();
  if (problems.length > 0) return failure(...problems);
  const before = new Map(read.value.map(({ path, text }) => [path, text]));
  return success(
    mended.value.map(({ source: { path: name, text }, diagnostics, plan, notes }): CheckedFlow => {
      const stamp = before.get(name) === text ? (stamps.get(name) ?? "") : "";
      const asks = plan === undefined ? [] : neededContext(plan);
      const runs = plan === undefined ? [] : childReferencesOf(plan);
      return { source: { name, hash: textHash(text), stamp }, diagnostics, asks, runs, notes };
    }),
  );
}

/** The findings in a flow, and its plan if it has one. */
interface FoundFlow {
  readonly source: FlowSource;
  readonly diagnostics: readonly Diagnostic[];
  readonly plan: FlowPlan | undefined;
  readonly notes: readonly DiskNote[] | undefined;
}

/** Makes the edits that findings about types offer, and reports each of them. */
async function mendTypes(
  before: readonly FoundFlow[],
  check: (flows: readonly FlowSource[]) => Promise<readonly FoundFlow[]>,
  { project, options }: { readonly project: Project; readonly options: CheckingOptions },
): Promise<Outcome<readonly FoundFlow[]>> {
  const all = (found: readonly FoundFlow[]): Diagnostic[] => found.flatMap(({ diagnostics }) => diagnostics);
  const flows = before.map(({ source }) => source);
  const mended = await fixTypes(flows, all(before), async (tried) => all(await check(tried)));
  if (mended === undefined) return success(before);
  for (const flow of mended.flows.filter(({ path }) => mended.fixed.has(path))) {
    const written = writeFixed(flow, project);
    if (!written.ok) return written;
    for (const fixed of mended.fixed.get(flow.path) ?? []) options.onFixed(flow.path, fixed);
  }
  return success(await check(mended.flows));
}

async function planAll(
  flows: readonly FlowSource[],
  { host, compileOptions }: Project,
  { progress }: CheckingOptions,
): Promise<readonly FoundFlow[]> {
  const found: FoundFlow[] = [];
  for (const source of flows) {
    await progress.step("checking", found.length, flows.length);
    const { value, notes } = host.gather(() => planFlow(source, host, compileOptions));
    found.push({ source, ...value, notes });
  }
  return found;
}

/** Findings from the flow files and, for flows without errors, from the types. */
async function checkAll(
  flows: readonly FlowSource[],
  project: Project,
  options: CheckingOptions,
): Promise<readonly FoundFlow[]> {
  // The emitter is loaded only if something is emitted.
  const { compileFlow } = await import("../../compiler/compile.js");
  const { projectDir, host, compileOptions } = project;
  const { progress, warmFiles } = options;
  const compiled: (FoundFlow & ReturnType<typeof compileFlow>)[] = [];
  for (const source of flows) {
    await progress.step("checking", compiled.length, flows.length);
    const { value, notes } = host.gather(() => compileFlow(source, host, compileOptions));
    compiled.push({ source, ...value, notes });
  }
  const typed = compiled.flatMap(({ source, plan, module, diagnostics, ast, read }) => {
    return plan === undefined || module === undefined ? [] : [{ source, plan, module, diagnostics, ast, read }];
  });
  if (typed.length === 0 || host.problems().length > 0) return compiled;
  const { checkWiring } = await import("./types/check-wiring.js");
  const { childModules } = await import("./types/child-modules.js");
  const { runtime = "@flowc/runtime", runtimeFile } = compileOptions;
  const onFlow = (done: number, total: number): void => progress.show("checking types", done, total);
  const children = childModules(typed, project);
  const given = { children, paths: host.paths, projectDir, runtime, runtimeFile, host, planOptions: compileOptions };
  const wiring = checkWiring(typed, { ...given, onFlow, warmFiles });
  await progress.step("checking types", typed.length, typed.length);
  const wired = new Map(typed.map(({ source }, index) => [source, wiring[index]]));
  return compiled.map((flow): FoundFlow => {
    const found = wired.get(flow.source);
    if (found === undefined) return flow;
    const notes = flow.notes === undefined || found.notes === undefined ? undefined : [...flow.notes, ...found.notes];
    return { ...flow, diagnostics: found.diagnostics, notes };
  });
}

/** Applies the edits and reports each of them. */
function mendFlows(
  flows: readonly FlowSource[],
  project: Project,
  onFixed: Checker["onFixed"],
): Outcome<readonly FlowSource[]> {
  const fixes = fixFlows(flows, project);
  if (!fixes.ok) return fixes;
  for (const [file, applied] of fixes.value.fixed) for (const fixed of applied) onFixed(file, fixed);
  return success(fixes.value.flows);
}
