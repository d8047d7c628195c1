import path from "node:path";
import { toPosix } from "../base/project-paths.js";
import { plural } from "../report/summary.js";
import { needsOf } from "../project/needs-of.js";
import { readProjectFile } from "../project/read-project-file.js";
import { describeNeeds } from "../report/describe-needs.js";
import { planFlow } from "../../compiler/plan-flow.js";
import { openProject } from "../project/load-project.js";
import type { Settings } from "../project/load-settings.js";
import { visibleText } from "../base/visible-text.js";

const endings = { js: "end with `.js`", ts: "end with `.ts`", none: "have no extension" } as const;

/**
 * The output of `build --verbose`: which configuration applies, how generated imports are spelled and why, and what
 * flows read from their callers. The given modules and flows are paths relative to the project.
 *
 * @param cwd the folder that printed paths are relative to
 */
export function describeProject(
  project: Settings,
  { modules, flows }: { readonly modules: readonly string[]; readonly flows: readonly string[] },
  cwd: string,
): string {
  const shown = (file: string): string => toPosix(path.relative(cwd, file)) || ".";
  const lines = [
    `project ${shown(project.projectDir)}`,
    project.file === undefined ? "no configuration" : `configuration ${shown(project.file)}`,
  ];
  const opened = openProject(project);
  const { host, compileOptions } = opened;
  const counts = new Map<string, number>();
  for (const module of modules) {
    const { extension, why } = host.explainImportExtension(module);
    const line = `relative imports ${endings[extension]}, because ${why}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  for (const [line, count] of counts) lines.push(`${line} (${plural(count, "module")})`);
  const plans = flows.flatMap((flow) => {
    const text = readProjectFile(flow, opened);
    return (text.ok ? planFlow({ path: flow, text: text.value }, host, compileOptions).plan : undefined) ?? [];
  });
  return lines.map((line) => `${visibleText(line)}\n`).join("") + describeNeeds(needsOf(plans));
}
