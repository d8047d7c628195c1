import type { NeededContext } from "../../compiler/needed-context.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { failure, success, type Outcome } from "../base/usage-error.js";
import { applyRules } from "../project/apply-rules.js";
import { withChildren } from "../project/with-children.js";
import type { Target } from "../project/find-targets.js";
import type { FindingsReport } from "../project/findings-report.js";
import type { StoredBuild } from "../project/manifest/manifest.js";
import { openStore } from "../project/manifest/manifest-store.js";
import { mergeReports, type ProjectReport } from "../project/merge-reports.js";
import { nestedTargets } from "../project/nested-targets.js";
import { noFlow } from "../project/no-flow.js";
import { findFlows } from "../project/find-flows.js";
import { readProjectFile } from "../project/read-project-file.js";
import { sortDiagnostics } from "../project/sort-diagnostics.js";
import type { CheckedFlow } from "./check-open.js";
import type { Checker, CheckOptions } from "./check-options.js";

/** The findings of a check, and absolute paths of the files that they depend on. */
export interface CheckedProjects {
  readonly report: FindingsReport;
  readonly read: readonly string[];
}

/**
 * Finds what `build` would report and how the wiring fits the user's types. Writes only flow files, and only with
 * `fix`. Flows whose inputs have not changed since an earlier check are not checked again: what that found is repeated.
 */
export async function checkProjects(
  targets: readonly Target[],
  options: CheckOptions,
  checker: Checker,
): Promise<Outcome<CheckedProjects>> {
  const read = new Set<string>();
  const { warmFiles = new Map() } = options;
  const found: (CheckedProject & Pick<Target, "settings"> & { readonly target: Target })[] = [];
  for (let next = targets; next.length > 0;) {
    for (const target of next) {
      const mayBeEmpty = targets.length > 1;
      const checked = await checkProject(target, { ...options, ...checker, read, warmFiles, mayBeEmpty });
      if (!checked.ok) return checked;
      found.push({ target, settings: target.settings, ...checked.value });
    }
    const nested = await nestedTargets(found, checker.cwd);
    if (!nested.ok) return nested;
    next = nested.value;
  }
  if (found.every(({ flows }) => flows.length === 0)) return failure(noFlow);
  if (found.some(({ elsewhere }) => elsewhere.length > 0)) {
    const { addBrokenElsewhere } = await import("./broken-elsewhere.js");
    const added = await addBrokenElsewhere(found);
    if (!added.ok) return added;
  }
  const reports = found.map(({ target, flows, known }): ProjectReport => ({
    prefix: target.prefix,
    report: reportOf(flows, known, target),
  }));
  return success({ report: mergeReports(reports), read: [...read] });
}

interface CheckingOptions extends CheckOptions, Checker {
  /** Collects the files that the findings depend on. */
  readonly read: Set<string>;
  readonly mayBeEmpty: boolean;
}

/** What is known about a flow, now or from an earlier check. */
interface KnownFlow {
  readonly diagnostics: readonly Diagnostic[];
  readonly asks: readonly NeededContext[];
}

/** What is known about the flows of a project, these flows, and the flows of nested projects that these run. */
interface CheckedProject {
  readonly flows: readonly string[];
  readonly elsewhere: readonly string[];
  readonly known: Map<string, KnownFlow>;
}

async function checkProject(target: Target, options: CheckingOptions): Promise<Outcome<CheckedProject>> {
  const { settings } = target;
  const names = await findFlows(settings, { ...target, cwd: options.cwd, mayBeEmpty: options.mayBeEmpty });
  if (!names.ok) return names;
  const command = options.types === false ? "check-no-types" : "check";
  const { manifest, save } = openStore(settings, { command, cache: options.cache });
  const known = new Map<string, KnownFlow>();
  const recall = (name: string): readonly string[] | undefined => {
    const flow = manifest.recall(name);
    if (flow !== undefined && !(options.fix === true && isFixable(flow))) known.set(name, flow);
    return flow?.named;
  };
  const hasNested = target.isProject !== undefined;
  const { flows, named, elsewhere } = await withChildren(names.value, { settings, hasNested, known: recall });
  const open = flows.filter((name) => !known.has(name));
  const checked = open.length === 0 ? success([]) : await checkOpen(open, target, { ...options, elsewhere });
  if (!checked.ok) return checked;
  for (const flow of await withBrokenChildren(checked.value, known, settings)) {
    known.set(flow.source.name, flow);
    for (const { what, path } of flow.notes ?? []) if (what === "text") options.read.add(path);
    const { notes, asks, diagnostics } = flow;
    if (notes === undefined) continue;
    const { name, hash, stamp } = flow.source;
    const source = { hash, stamp };
    const more = { ...(asks.length > 0 && { asks }), ...(named.has(name) && { named: named.get(name) }) };
    manifest.keep({ name, source, outputs: [], notes, diagnostics, ...more });
  }
  const stored = save(target.paths.length === 0 ? new Set(flows) : undefined);
  for (const file of filesOf(flows, stored)) options.read.add(settings.paths.toAbsolute(file));
  return success({ flows, elsewhere, known });
}

/** Adds what is wrong with the flows that flows run, if there are any. */
async function withBrokenChildren(
  checked: readonly CheckedFlow[],
  known: ReadonlyMap<string, KnownFlow>,
  { config }: Target["settings"],
): Promise<readonly CheckedFlow[]> {
  if (checked.every(({ runs }) => runs.length === 0)) return checked;
  const { addBrokenChildren } = await import("./broken-children.js");
  const all = addBrokenChildren(
    new Map(checked.map((flow) => [flow.source.name, flow])),
    (name) => known.get(name)?.diagnostics ?? [],
    (diagnostics) => applyRules(diagnostics, config.rules ?? {}),
  );
  return checked.map((flow) => ({ ...flow, diagnostics: all.get(flow.source.name) ?? flow.diagnostics }));
}

function isFixable({ diagnostics }: KnownFlow): boolean {
  return diagnostics.some(({ fix }) => fix !== undefined);
}

/** Checks flows about which nothing is known. The compiler is loaded only here. */
async function checkOpen(
  names: readonly string[],
  { settings }: Target,
  options: CheckingOptions & { readonly elsewhere: readonly string[] },
): Promise<Outcome<readonly CheckedFlow[]>> {
  const { checkOpenFlows } = await import("./check-open.js");
  return checkOpenFlows(names, settings, options);
}

/** The files whose texts the stored findings of flows depend on. */
function filesOf(names: readonly string[], stored: StoredBuild | undefined): string[] {
  const needed = new Set(names.flatMap((name) => stored?.flows[name]?.needs ?? []));
  return [...needed].flatMap((index) => {
    const [what, file] = stored?.notes[index] ?? [];
    return what === "text" && file !== undefined ? [file] : [];
  });
}

function reportOf(
  names: readonly string[],
  known: ReadonlyMap<string, KnownFlow>,
  { settings }: Target,
): FindingsReport {
  const flows = names.map((name) => ({ name, ...(known.get(name) ?? { diagnostics: [], asks: [] }) }));
  const needs = flows.flatMap(({ name, asks }) => (asks.length === 0 ? [] : [{ file: name, needs: asks }]));
  const texts = flows.flatMap(({ name, diagnostics }): [string, string][] => {
    if (diagnostics.length === 0) return [];
    const text = readProjectFile(name, settings);
    return text.ok ? [[name, text.value]] : [];
  });
  return {
    diagnostics: sortDiagnostics(flows.flatMap(({ diagnostics }) => diagnostics)),
    sources: new Map(texts),
    flows: names.length,
    ...(needs.length > 0 && { needs }),
  };
}
