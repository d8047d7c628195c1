import { visibleText } from "../base/visible-text.js";
import type { ModuleReport, ModuleStatus } from "../project/findings-report.js";
import { plural } from "../report/summary.js";

const order: readonly ModuleStatus[] = ["stale", "missing", "written"];

/** Returns one line for each picture that changed, and a summary of the others. */
export function describePictures(changes: readonly ModuleReport[], isCheck: boolean): string {
  const shown = order.flatMap((status) => changes.filter((change) => change.status === status));
  const lines = shown.map(({ path, status }) => `${status} ${path}`);
  const unchanged = changes.length - shown.length;
  if (unchanged > 0) lines.push(`${plural(unchanged, "picture")} up to date`);
  if (isCheck && shown.length > 0) lines.push("run `flowc graph` without `--check` and commit what it writes");
  return lines.map((line) => `${visibleText(line)}\n`).join("");
}
