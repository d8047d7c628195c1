import type { FlowPlan } from "../../../compiler/plan.js";
import { recordKeys } from "../../../compiler/record-keys.js";
import { defineFlow, type Flow, type FlowEvent } from "../../../runtime/index.js";
import { createPalette } from "../../report/palette.js";
import { exitStatus, type ExitStatus } from "../../base/exit-status.js";
import { reportInterruption } from "../../base/interruptible.js";
import type { Project } from "../../project/load-project.js";
import type { Terminal } from "../../base/terminal.js";
import { contextJson } from "./context-json.js";
import { describeEvent } from "./describe-event.js";
import { createFailureOrigins } from "./failure-origins.js";
import { guardProcess } from "./guard-process.js";
import type { LiveRun } from "./live-run.js";
import { linkPlan } from "../../host/link-plan.js";
import { isolatedImporter, processImporter } from "../../host/module-importer.js";
import { printUsageErrors } from "../print-usage-errors.js";
import { printFailure } from "./print-failure.js";
import type { Recording } from "./recording.js";
import type { RunValues } from "./run-values.js";
import { hasDebugger, type UndoesMessage } from "./supervision.js";
import { visibleLines, visibleText } from "../../base/visible-text.js";

export interface RunPlanOptions extends RunValues {
  readonly project: Project;
  readonly isQuiet: boolean;
  readonly terminal: Terminal;
  readonly recording: Recording | undefined;
  /** Whether a terminal gets the records of the run too. Programs always do. */
  readonly hasRecords: boolean;
}

/**
 * Runs a plan with the user's callables. What happens goes to stderr: as rows that change if somebody watches,
 * otherwise as a line for each event. The context goes to stdout at the end, also if the run failed.
 */
export async function runPlan(plan: FlowPlan, options: RunPlanOptions): Promise<ExitStatus> {
  const { terminal, recording } = options;
  const guard = guardProcess(terminal);
  let status: ExitStatus;
  try {
    status = await runAndPrint(plan, options, guard.signal);
  } catch (error) {
    printFailure(error, { terminal, plan, what: `the flow \`${plan.name}\` did not start`, nodeId: undefined });
    status = exitStatus.findings;
  } finally {
    guard.release();
  }
  const finished = await recording?.finish();
  if (finished === undefined) return status;
  if (finished.ok) {
    // Programs know what they asked for.
    if (terminal.live !== undefined && !options.isQuiet) {
      for (const name of finished.value) terminal.error(`written ${visibleText(name)}\n`);
    }
    return status;
  }
  const usage = printUsageErrors(finished.errors, terminal);
  return status === exitStatus.fine ? usage : status;
}

async function runAndPrint(plan: FlowPlan, options: RunPlanOptions, guarded: AbortSignal): Promise<ExitStatus> {
  const { terminal, context, isQuiet } = options;
  const flow = await defineRun(plan, options);
  const status = await settle(plan, { ...options, flow, guarded });
  const { text, leftOut } = contextJson(shownOf(context, options));
  terminal.out(`${visibleLines(text)}\n`);
  if (leftOut.length > 0 && !isQuiet) {
    const lines = leftOut.map((line) => `  ${visibleText(line)}\n`).join("");
    terminal.error(`not in the JSON of the context as it is:\n${lines}`);
  }
  return status;
}

async function defineRun(plan: FlowPlan, options: RunPlanOptions): Promise<Flow<object, object>> {
  const { project, terminal, recording } = options;
  const importer = terminal.isSupervised === true || hasDebugger() ? processImporter : isolatedImporter;
  const { host } = project;
  const flow = defineFlow<Flow<object, object>>(
    await linkPlan(plan, { host, importModule: await importer(plan, host) }),
  );
  return recording === undefined ? flow : recording.record(flow, plan);
}

interface Settling extends RunPlanOptions {
  readonly flow: Flow<object, object>;
  readonly guarded: AbortSignal;
}

async function settle(plan: FlowPlan, options: Settling): Promise<ExitStatus> {
  const { flow, context, input, terminal, isQuiet, guarded } = options;
  const live = isQuiet ? undefined : await openLive(plan, terminal);
  const palette = createPalette(terminal.errorColor, "warning");
  const printed = (event: FlowEvent): void => {
    const line = isQuiet ? undefined : describeEvent(event, palette);
    if (line !== undefined) terminal.error(`${line}\n`);
  };
  const origins = createFailureOrigins();
  const shown = live === undefined ? printed : live.hear;
  const onEvent = (event: FlowEvent): void => {
    origins.hear(event);
    shown(event);
  };
  const release = "features" in flow ? waitForUndo(terminal) : undefined;
  try {
    await flow
      .run(context, input, { signal: AbortSignal.any([terminal.signal, guarded]), onEvent })
      .finally(() => live?.finish())
      .finally(release);
    return exitStatus.fine;
  } catch (error) {
    if (terminal.signal.aborted) return reportInterruption(terminal);
    // An error thrown outside of every call belongs to no node.
    const nodeId = guarded.aborted ? undefined : context["failed_node_id"];
    const origin = origins.of(nodeId, error);
    const name = origin?.path.join(" > ") ?? nodeId;
    const what = typeof name === "string" ? `the node \`${name}\` failed` : `the run of \`${plan.name}\` failed`;
    printFailure(error, { terminal, plan, what, nodeId, origin });
    return exitStatus.findings;
  }
}

/** Lets an interrupt wait for what is undone, and says so. Returns a function that ends that. */
function waitForUndo({ signal, error, isSupervised }: Terminal): () => void {
  const tell = (undoes: boolean): void => {
    if (isSupervised === true)
      process.send?.({ undoes } satisfies UndoesMessage, undefined, undefined, () => undefined);
  };
  const onAbort = (): void => {
    error("interrupted: waiting for what is running, then undoing what was done; interrupt again to end at once\n");
  };
  tell(true);
  signal.addEventListener("abort", onAbort);
  return () => {
    signal.removeEventListener("abort", onAbort);
    tell(false);
  };
}

async function openLive(plan: FlowPlan, terminal: Terminal): Promise<LiveRun | undefined> {
  if (terminal.live === undefined) return undefined;
  const { createLiveRun } = await import("./live-run.js");
  return createLiveRun(plan, terminal);
}

/**
 * What a run prints of its context. People get what the flow wrote, without the records of the run; if it wrote nothing, what its
 * nodes returned.
 */
function shownOf(context: object, { terminal, hasRecords }: RunPlanOptions): object {
  if (terminal.outIsTerminal !== true || hasRecords) return context;
  const data = Object.fromEntries(Object.entries(context).filter(([key]) => !recordKeys.has(key)));
  return Object.keys(data).length > 0 || !("payloads" in context) ? data : { payloads: context.payloads };
}
