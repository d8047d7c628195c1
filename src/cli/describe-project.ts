import path from "node:path";
import { toPosix } from "../base/project-paths.js";
import { plural } from "../report/summary.js";
import { openProject } from "../project/load-project.js";
import type { Settings } from "../project/load-settings.js";
import { visibleText } from "../base/visible-text.js";

const endings = { js: "end with `.js`", ts: "end with `.ts`", none: "have no extension" } as const;

/**
 * What `build --verbose` tells: which configuration governs, and how generated imports are spelled and why.
 *
 * @param modules paths of the generated modules, relative to the project
 * @param cwd what paths are shown relative to
 */
export function describeProject(project: Settings, modules: readonly string[], cwd: string): string {
  const shown = (file: string): string => toPosix(path.relative(cwd, file)) || ".";
  const lines = [
    `project ${shown(project.projectDir)}`,
    project.file === undefined ? "no configuration" : `configuration ${shown(project.file)}`,
  ];
  const { host } = openProject(project);
  const counts = new Map<string, number>();
  for (const module of modules) {
    const { extension, why } = host.explainImportExtension(module);
    const line = `relative imports ${endings[extension]}, because ${why}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  for (const [line, count] of counts) lines.push(`${line} (${plural(count, "module")})`);
  return lines.map((line) => `${visibleText(line)}\n`).join("");
}
