import path from "node:path";
import type { FlowPlan } from "../../../compiler/plan.js";
import { environmentReads } from "../../../compiler/reference-uses.js";
import { pictureOf } from "../../../picture/picture-of.js";
import { recorded, type RecordOptions } from "../../../runtime/trace/index.js";
import type { Flow } from "../../../runtime/index.js";
import { describeFailure } from "../../base/describe-failure.js";
import { packageVersion } from "../../base/package-folder.js";
import type { Terminal } from "../../base/terminal.js";
import { textHash } from "../../base/text-hash.js";
import { failure, success, type Outcome, type UsageError } from "../../base/usage-error.js";
import { openTrace, type TraceFile } from "./trace-file.js";

/** Where a run is recorded. */
export interface Recording {
  /** Returns the flow with its runs recorded. If that fails, the run goes on, and `finish` says so. */
  record(flow: Flow<object, object>, plan: FlowPlan): Flow<object, object>;
  /** Closes the file of `--trace` and writes that of `--report`. Returns their names, or why one of them is not whole. */
  finish(): Promise<Outcome<readonly string[]>>;
}

export interface RecordingOptions {
  /** The files of `--trace` and `--report`, relative to the working directory. */
  readonly trace: string | undefined;
  readonly report: string | undefined;
  /** How much is kept of each value. */
  readonly values: RecordOptions["values"];
  /** Paths of values that are left out. */
  readonly redact: readonly string[];
  /** Finds the flows that a flow runs, by their files. */
  readonly planOf: PlanOf;
  readonly terminal: Terminal;
}

type PlanOf = (file: string) => { readonly plan: FlowPlan | undefined };

/** Opens the files that a run is recorded in, before it starts: a run is not repeated because its record has no place. */
export async function openRecording(options: RecordingOptions): Promise<Outcome<Recording>> {
  const { trace, report, values = "full", redact, planOf, terminal } = options;
  if (trace !== undefined && report !== undefined && isSameFile(trace, report, terminal)) {
    return failure({ message: `\`--trace\` and \`--report\` both name \`${report}\``, help: "Name two files." });
  }
  const reports = report === undefined ? undefined : await import("../report/report-file.js");
  const refused = report === undefined ? undefined : reports?.tryReport(report, terminal);
  if (refused?.ok === false) return refused;
  const file: Outcome<TraceFile | undefined> = trace === undefined ? success(undefined) : openTrace(trace, terminal);
  if (!file.ok) return file;
  const lines: string[] = [];
  const lost: UsageError[] = [];
  const onError = (error: unknown): void => {
    const { message, help } = describeFailure(trace ?? report ?? "", "written", error, "--trace");
    lost.push({ message: `the trace is incomplete: ${message}`, ...(help !== undefined && { help }) });
  };
  let isOpen = file.value !== undefined;
  const write = (line: string): void => {
    if (report !== undefined) lines.push(line);
    if (!isOpen) return;
    try {
      file.value?.write(line);
    } catch (error) {
      // The report is complete even if the file of the trace is not.
      isOpen = false;
      onError(error);
    }
  };
  return success({
    record: (flow, plan) =>
      recorded(flow, {
        values,
        picture: pictureOf(plan),
        planHash: planHash(plan),
        flowc: packageVersion(),
        redact,
        secrets: environmentOf(plan, planOf),
        write,
        onError,
      }),
    async finish() {
      try {
        file.value?.close();
      } catch (error) {
        onError(error);
      }
      const recorded = trace === undefined ? [] : [trace];
      if (report === undefined || reports === undefined || lines.length === 0) return whole(recorded, lost);
      const { reportOfLines } = await import("../report/report-of-lines.js");
      const content = await reportOfLines(lines, trace ?? "this run");
      const written = reports.writeReport({ name: report, content, option: "--report" }, terminal);
      return written.ok ? whole([...recorded, report], lost) : failure(...lost, ...written.errors);
    },
  });
}

function whole(names: readonly string[], lost: readonly UsageError[]): Outcome<readonly string[]> {
  return lost.length === 0 ? success(names) : failure(...lost);
}

function isSameFile(one: string, other: string, { cwd }: Pick<Terminal, "cwd">): boolean {
  return path.resolve(cwd, one) === path.resolve(cwd, other);
}

/** The same for two plans of the same flow: it does not depend on where in the file something is. */
function planHash(plan: FlowPlan): string {
  const isPlace = (key: string): boolean => key === "takes" || /span$/iu.test(key);
  return textHash(JSON.stringify(plan, (key, value: unknown) => (isPlace(key) ? undefined : value)));
}

/**
 * The values of the environment variables that a flow and the flows that it runs read: they are secrets more often than not. Not known are those
 * of flows that modules export.
 */
function environmentOf(plan: FlowPlan, planOf: PlanOf): string[] {
  const plans = new Map<string, FlowPlan>([[plan.file, plan]]);
  for (const { nodes } of plans.values()) {
    for (const node of nodes) {
      const file = node.kind !== "loop" && node.callable.kind === "flow" ? node.callable.file : undefined;
      const child = file === undefined || plans.has(file) ? undefined : planOf(file).plan;
      if (child !== undefined) plans.set(child.file, child);
    }
  }
  return [...plans.values()]
    .flatMap(environmentReads)
    .flatMap(({ path: keys }) => process.env[String(keys[0]?.value)] ?? []);
}
