import { readTrace } from "../../../trace/read/read-trace.js";
import { runsOf } from "../../../trace/run/runs-of.js";
import { drawReport } from "./draw-report.js";

/** The report of the lines that a recorder of this process wrote. */
export async function reportOfLines(lines: readonly string[], name: string): Promise<string> {
  const read = readTrace(lines.join(""));
  if (!read.ok) throw new Error(`flowc: its own record ${read.fault.message}`);
  return drawReport(runsOf(read.value).map((run) => ({ run, name })));
}
