import type { Json } from "../../runtime/trace/index.js";
import { pictureIn } from "../read/picture-in.js";
import type { RecordedProcess } from "../read/read-trace.js";
import type { ActivationName, RunEvent } from "../read/run-event.js";
import type { FailedAttempt, RecordedActivation, RecordedRun, RunProcess, WaitingJoin } from "./recorded-run.js";
import { withLoopSpans } from "./with-loop-spans.js";

/** What the processes of one run have recorded, in the order in which they ran; at least one. */
export function runOf(processes: readonly RecordedProcess[]): RecordedRun {
  const builder = new RunBuilder();
  for (const process of processes) builder.add(process);
  return builder.finish(processes);
}

type OfType<Type extends RunEvent["type"]> = Extract<RunEvent, { readonly type: Type }>;

/** Grows with the events; `end` is unknown while it runs. */
interface Growing extends Omit<{ -readonly [Key in keyof RecordedActivation]: RecordedActivation[Key] }, "end"> {
  retries: FailedAttempt[];
  end: number | undefined;
}

class RunBuilder {
  /** By node and visit, in the order in which they started. */
  readonly #activations = new Map<string, Growing>();
  readonly #processes: RunProcess[] = [];
  readonly #values: { input?: Json; error?: Json; context?: Json } = {};
  #waiting: WaitingJoin[] = [];
  #hasEnded = false;
  #hasFailed = false;
  /** When the present process started. */
  #offset = 0;

  add({ header, events }: RecordedProcess): void {
    const duration = events.reduce((latest, { t }) => Math.max(latest, t), 0);
    this.#offset = this.#processes.reduce((sum, process) => sum + process.duration, 0);
    this.#processes.push({ startedAt: header.startedAt, start: this.#offset, duration });
    [this.#hasEnded, this.#hasFailed, this.#waiting] = [false, false, []];
    delete this.#values.error;
    // Flows that nodes run have ids of their own.
    for (const event of events) if (event.within === undefined) this.#take(event);
  }

  finish([first, ...later]: readonly RecordedProcess[]): RecordedRun {
    if (first === undefined) throw new Error("flowc: a run without a process");
    const { header } = first;
    const picture = [first, ...later].map((process) => pictureIn(process.header.picture)).find((found) => found);
    const duration = this.#processes.reduce((sum, process) => sum + process.duration, 0);
    const activations = [...this.#activations.values()].map((activation): RecordedActivation =>
      activation.end === undefined
        ? { ...activation, end: this.#cutTime(activation.start), state: "cut" }
        : { ...activation, end: Math.max(activation.start, activation.end) },
    );
    return {
      runId: header.runId,
      flow: header.flow,
      ...(typeof header.file === "string" && { file: header.file }),
      status: this.#hasEnded ? (this.#hasFailed ? "failed" : "done") : "cut off",
      startedAt: header.startedAt,
      duration,
      processes: this.#processes,
      ...(header.resumed === true && { isContinuation: true }),
      ...this.#values,
      activations: withLoopSpans(activations, picture),
      waiting: this.#waiting,
      ...(picture !== undefined && { picture }),
    };
  }

  /** When an activation that did not end was cut off: at the end of the process that ran it. */
  #cutTime(start: number): number {
    const process = this.#processes.findLast((candidate) => candidate.start <= start);
    return process === undefined ? start : Math.max(start, process.start + process.duration);
  }

  #take(event: RunEvent): void {
    switch (event.type) {
      case "run":
        if (event.input !== undefined) this.#values.input ??= event.input;
        break;
      case "start":
        this.#start(event);
        break;
      case "success":
      case "failed":
        this.#settle(event);
        break;
      case "route":
      case "item":
        this.#extend(event);
        break;
      case "retry":
        this.#retry(event);
        break;
      case "waiting":
        this.#waiting.push({ node: event.node, arrived: event.arrived, missing: event.missing });
        break;
      case "context":
        if (event.value !== undefined) this.#values.context = event.value;
        break;
      case "end":
        this.#hasEnded = true;
        this.#hasFailed = event.error !== undefined;
        if (event.error !== undefined) this.#values.error = event.error;
    }
  }

  #start(event: OfType<"start">): void {
    const { node, visit, index = [], from = [], input } = event;
    const key = keyOf([node, visit]);
    const earlier = this.#activations.get(key);
    // A process that goes on with a run repeats what an earlier one has done.
    if (isDone(earlier)) return;
    this.#activations.delete(key);
    this.#activations.set(key, {
      node,
      visit,
      index,
      causes: from,
      state: "cut",
      start: this.#offset + event.t,
      end: undefined,
      restarts: earlier === undefined ? 0 : earlier.restarts + 1,
      retries: earlier?.retries ?? [],
      ...(input !== undefined && { input }),
    });
  }

  #settle(event: OfType<"success" | "failed">): void {
    const activation = this.#running(event);
    if (activation === undefined) return;
    activation.end = this.#offset + event.t;
    if (event.type === "success") {
      activation.state = "ok";
      if (event.result !== undefined) activation.result = event.result;
      return;
    }
    activation.state = event.handled === undefined ? "failed" : "handled";
    if (event.handled !== undefined) activation.handled = event.handled;
    if (event.error !== undefined) activation.error = event.error;
  }

  /** Routes and items follow the success of their node. */
  #extend(event: OfType<"route" | "item">): void {
    const activation = this.#activations.get(keyOf([event.node, event.visit]));
    if (activation === undefined) return;
    if (event.type === "item") activation.item ??= event.position;
    else if (event.routes !== undefined) activation.routes ??= event.routes;
  }

  #retry(event: OfType<"retry">): void {
    const { attempt, delay, error, t } = event;
    const failed = { attempt, delay, time: this.#offset + t, ...(error !== undefined && { error }) };
    this.#running(event)?.retries.push(failed);
  }

  #running({ node, visit }: { readonly node: string; readonly visit: number }): Growing | undefined {
    const activation = this.#activations.get(keyOf([node, visit]));
    return isDone(activation) ? undefined : activation;
  }
}

/** Whether an activation has a result: another process only repeats it. */
function isDone(activation: Growing | undefined): boolean {
  return activation?.end !== undefined && activation.state !== "failed";
}

/** A key of maps. */
export function keyOf([node, visit]: ActivationName): string {
  return `${visit} ${node}`;
}
