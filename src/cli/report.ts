import path from "node:path";
import type { Picture } from "../../picture/picture.js";
import type { Json } from "../../runtime/trace/index.js";
import { compareRuns, type NodeDifference } from "../../trace/run/compare-runs.js";
import { valueDifferences } from "../../trace/run/value-differences.js";
import { exitStatus, type ExitStatus } from "../base/exit-status.js";
import type { Terminal } from "../base/terminal.js";
import { failure, success, type Outcome } from "../base/usage-error.js";
import { visibleLines } from "../base/visible-text.js";
import { planPictures } from "../graph/plan-pictures.js";
import { findTargets } from "../project/find-targets.js";
import { readProjectFlows } from "../project/project-flows.js";
import type { GlobalOptions } from "./global-options.js";
import { printUsageErrors } from "./print-usage-errors.js";
import { drawReport } from "./report/draw-report.js";
import { type NamedRun, readRuns } from "./report/read-runs.js";
import { writeReport } from "./report/report-file.js";

export interface ReportCommandOptions extends GlobalOptions {
  /** A file, relative to the working directory. */
  readonly out?: string;
  /** Print what happened as JSON, instead of a page. */
  readonly json?: boolean;
  /** The flow file, for runs that were recorded without a picture. */
  readonly flow?: string;
}

/** `flowc report FILES…`: makes a page of recorded runs. */
export async function report(
  files: readonly string[],
  options: ReportCommandOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  const { out, json, flow } = options;
  if (out === undefined && json !== true && terminal.outIsTerminal === true) {
    const help = "Name a file with `--out report.html`, or print data with `--json`.";
    return printUsageErrors([{ message: "a report is a page for a browser, not for a terminal", help }], terminal);
  }
  const read = readRuns(files, terminal);
  if (!read.ok) return printUsageErrors(read.errors, terminal);
  const runs = flow === undefined ? read : await withPicture(read.value, flow, options, terminal);
  if (!runs.ok) return printUsageErrors(runs.errors, terminal);
  const content = json === true ? reportJson(runs.value) : await drawReport(runs.value);
  if (out === undefined) {
    terminal.out(content);
    return exitStatus.fine;
  }
  const written = writeReport({ name: out, content, option: "--out" }, terminal);
  return written.ok ? exitStatus.fine : printUsageErrors(written.errors, terminal);
}

/** Adds the picture of a flow file to the runs that have none. */
async function withPicture(
  runs: readonly NamedRun[],
  file: string,
  options: GlobalOptions,
  terminal: Terminal,
): Promise<Outcome<readonly NamedRun[]>> {
  const picture = await pictureOfFile(file, options, terminal);
  if (!picture.ok) return picture;
  const [first] = runs;
  if (first !== undefined && first.run.flow !== picture.value.name) {
    return failure({
      message: `\`${first.name}\` records the flow \`${first.run.flow}\`, and \`${file}\` is the flow \`${picture.value.name}\``,
      help: "Name the file of the flow that ran.",
    });
  }
  return success(runs.map(({ run, name }) => ({ name, run: { picture: picture.value, ...run } })));
}

async function pictureOfFile(file: string, options: GlobalOptions, terminal: Terminal): Promise<Outcome<Picture>> {
  const targets = await findTargets([file], options, terminal);
  if (!targets.ok) return targets;
  const flows = await readProjectFlows(targets.value, terminal.cwd);
  if (!flows.ok) return flows;
  const planned = planPictures(flows.value);
  if (!planned.ok) return planned;
  const [only, ...more] = planned.value.pictures;
  if (only !== undefined && more.length === 0) return success(only.picture);
  const message = only === undefined ? `\`${file}\` has no flow that can be drawn` : `\`${file}\` is a folder of flows`;
  return failure({ message, help: `Look at it with \`flowc graph ${path.basename(file)}\`.` });
}

/** The schema of the data. Goes up when a reader of the old form would misread the new one. */
const reportSchema = "flowc.report/1";

function reportJson(runs: readonly NamedRun[]): string {
  const data = {
    schema: reportSchema,
    // The picture is in the record, and JSON leaves out what is undefined.
    runs: runs.map(({ name, run }) => ({ name, ...run, picture: undefined })),
    ...(runs.length > 1 && differencesOf(runs)),
  };
  return visibleLines(`${JSON.stringify(data, undefined, 2)}\n`);
}

/** At which nodes runs differ. Nodes of flows that nodes ran have ids of their own, so they are in a list of their own. */
function differencesOf(runs: readonly NamedRun[]): object {
  const all = compareRuns(runs.map(({ run }) => run)).filter(({ differs, isSlower }) => differs.length > 0 || isSlower);
  const inner = all.filter(({ path: nodes }) => nodes.length > 1);
  return {
    differences: all.filter(({ path: nodes }) => nodes.length === 1).map(differenceJson),
    ...(inner.length > 0 && { innerDifferences: inner.map(differenceJson) }),
  };
}

/** A node, with a count of visits and a time for each run. */
function differenceJson({ path: nodes, differs, isSlower, totals, first }: NodeDifference): object {
  return {
    node: nodes.at(-1),
    ...(nodes.length > 1 && { around: nodes.slice(0, -1) }),
    differs: isSlower ? [...differs, "time"] : differs,
    visits: totals.map((of) => of?.activations.length ?? 0),
    times: totals.map((of) => of?.total ?? null),
    ...(first !== undefined && {
      first: first.map((activation) => activation ?? null),
      places: placesOf(first.map((activation) => activation?.result)),
    }),
  };
}

/** How many places at which two results differ are listed. */
const mostPlaces = 100;

function placesOf(results: readonly (Json | undefined)[]): readonly object[] {
  if (results.includes(undefined)) return [];
  return valueDifferences(results, mostPlaces).listed.map(({ path: at, values }) => ({
    path: at,
    // JSON has no undefined: a place that a result lacks is left out of its object.
    values: values.map((value) => (value === undefined ? {} : { value })),
  }));
}
