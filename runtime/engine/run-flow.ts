import { env } from "../env.js";
import type { FlowContext } from "../flow-context.js";
import { FlowError } from "../flow-error.js";
import { isCount } from "../plan/check-spec.js";
import type { Plan } from "../plan/plan.js";
import type { RunOptions } from "../run-options.js";
import { start } from "./arrive.js";
import { openContext } from "./open-context.js";
import { Run } from "./run.js";
import { turn } from "./scheduler.js";

/** What a run is started with. */
export interface RunRequest {
  readonly context: unknown;
  readonly input: unknown;
  readonly options: RunOptions | undefined;
}

/** Runs a flow. Callables that answer at once have run when it returns. Rejects as SPEC 7 and 8 say. */
export function runFlow(plan: Plan, request: RunRequest): Promise<FlowContext> {
  return new Promise((resolve, reject) => {
    const run = openRun(plan, request, false);
    let isSettled = false;
    const conclude = (): void => {
      if (isSettled) return;
      isSettled = true;
      finish(run);
      if (run.stopped === undefined) resolve(run.context);
      else reject(run.stopped.error);
    };
    const advance = (): void => {
      turn(run);
      if (run.isOver) conclude();
    };
    run.onDrop = conclude;
    run.onLanded = advance;
    advance();
  });
}

/** Runs a flow whose callables all answer at once. Throws where one of them does not, and what the run throws. */
export function runFlowSync(plan: Plan, request: RunRequest): FlowContext {
  const run = openRun(plan, request, true);
  turn(run);
  finish(run);
  if (run.stopped !== undefined) throw run.stopped.error;
  return run.context;
}

function openRun(plan: Plan, { context, input, options = {} }: RunRequest, isSync: boolean): Run {
  const run = new Run(plan, openContext(context), {
    concurrency: isSync ? 1 : limit("concurrency", options.concurrency ?? plan.concurrency),
    maxSteps: limit("maxSteps", options.maxSteps ?? plan.maxSteps ?? debugLimit()),
    onEvent: options.onEvent,
    isSync,
  });
  if (options.signal !== undefined) follow(run, options.signal);
  start(run, plan.entry, input, run.root);
  return run;
}

/** `FLOW_DEBUG_MAX_STEPS`, for flows that say nothing themselves. */
function debugLimit(): number {
  const text = env("FLOW_DEBUG_MAX_STEPS").trim();
  return text === "" ? Infinity : limit("FLOW_DEBUG_MAX_STEPS", Number(text));
}

function limit(name: string, value: number): number {
  if (isCount(value)) return value;
  throw new FlowError("run/option", `\`${name}\` must be a whole number from 1, it is ${String(value)}`);
}

/** An abort of the caller's ends the run at once, with its reason. */
function follow(run: Run, signal: AbortSignal): void {
  const onAbort = (): void => run.stop({ error: signal.reason, isDropped: true });
  if (signal.aborted) {
    onAbort();
    return;
  }
  signal.addEventListener("abort", onAbort);
  run.guard({ onEnd: () => signal.removeEventListener("abort", onAbort) });
}

/** Shows what still waits, tells the listener, and lets go of everything. */
function finish(run: Run): void {
  // The oldest waiting set of a join is written last, and so is the one that is seen.
  const waits = [...(run.waits ?? [])];
  for (const gathering of waits.toReversed()) run.context.joins[gathering.node.id] = gathering.payload();
  const { settings } = run;
  if (settings.onEvent !== undefined) {
    if (run.stopped === undefined) {
      for (const gathering of waits) run.emit({ type: "waiting", nodeId: gathering.node.id, ...gathering.state() });
    }
    run.emit(run.stopped === undefined ? { type: "end" } : { type: "end", error: run.stopped.error });
  }
  run.end();
}
