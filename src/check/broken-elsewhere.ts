import { childReferencesOf } from "../../compiler/child-files.js";
import type { NeededContext } from "../../compiler/needed-context.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { planFlow } from "../../compiler/plan-flow.js";
import { isError } from "../base/is-error.js";
import { type Outcome, success } from "../base/usage-error.js";
import { applyRules } from "../project/apply-rules.js";
import { openWithNested } from "../project/load-project.js";
import type { Settings } from "../project/load-settings.js";
import { movedInto } from "../project/merge-reports.js";
import { readNamedFlows } from "../project/read-flows.js";
import { addBrokenChildren } from "./broken-children.js";

interface Known {
  readonly diagnostics: readonly Diagnostic[];
  readonly asks: readonly NeededContext[];
}

/** A project that was checked. */
interface Checked {
  readonly settings: Settings;
  readonly flows: readonly string[];
  /** Absolute paths of flows of nested projects that these run. */
  readonly elsewhere: readonly string[];
  /** Keyed by the path of the flow. */
  readonly known: Map<string, Known>;
}

/**
 * Adds to the findings in flows what a check has found in the flows of nested projects that they run. Each project is checked alone, so types that do
 * not fit in another one are known only after that. They are not stored: the flow itself depends on nothing there.
 */
export async function addBrokenElsewhere(projects: readonly Checked[]): Promise<Outcome<undefined>> {
  // What is wrong in the innermost project counts in all around it.
  const innermostFirst = [...projects].sort(
    (one, other) => other.settings.projectDir.length - one.settings.projectDir.length,
  );
  for (const project of innermostFirst) {
    const { settings, known } = project;
    const found = new Map(
      project.elsewhere.map((file) => [settings.paths.toProject(file), errorsAt(file, projects, settings)]),
    );
    if ([...found.values()].every((errors) => errors.length === 0)) continue;
    const opened = await openWithNested(settings, project.elsewhere);
    if (!opened.ok) return opened;
    const read = readNamedFlows(project.flows, settings);
    if (!read.ok) return read;
    const checked = read.value.map((source) => {
      const { plan } = planFlow(source, opened.value.host, settings.compileOptions);
      const diagnostics = known.get(source.path)?.diagnostics ?? [];
      return [source.path, { diagnostics, runs: plan === undefined ? [] : childReferencesOf(plan) }] as const;
    });
    const all = addBrokenChildren(
      new Map(checked),
      (file) => found.get(file) ?? [],
      (diagnostics) => applyRules(diagnostics, settings.config.rules ?? {}),
    );
    for (const [flow, diagnostics] of all) {
      known.set(flow, { asks: known.get(flow)?.asks ?? [], diagnostics });
    }
  }
  return success(undefined);
}

/** The errors in a flow of another project, with paths that are relative to this one. */
function errorsAt(file: string, projects: readonly Checked[], { paths }: Settings): readonly Diagnostic[] {
  return projects.flatMap(({ settings, known }) => {
    const found = known.get(settings.paths.toProject(file))?.diagnostics ?? [];
    return found.filter(isError).map((one) => movedInto(one, `${paths.toProject(settings.projectDir)}/`));
  });
}
