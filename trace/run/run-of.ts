import { pictureIn } from "../read/picture-in.js";
import type { RecordedProcess } from "../read/read-trace.js";
import type { RunEvent } from "../read/run-event.js";
import { GrowingRun } from "./growing-run.js";
import { InnerRuns } from "./inner-runs.js";
import type { RecordedRun, RunProcess } from "./recorded-run.js";
import { withLoopSpans } from "./with-loop-spans.js";

/** What the processes of one run have recorded, in the order in which they ran; at least one. */
export function runOf(processes: readonly RecordedProcess[]): RecordedRun {
  const builder = new RunBuilder();
  for (const process of processes) builder.add(process);
  return builder.finish(processes);
}

class RunBuilder {
  readonly #root = new GrowingRun();
  readonly #inner = new InnerRuns();
  readonly #processes: RunProcess[] = [];

  add({ header, events }: RecordedProcess): void {
    const duration = events.reduce((latest, { t }) => Math.max(latest, t), 0);
    const start = this.#processes.reduce((sum, process) => sum + process.duration, 0);
    this.#processes.push({ startedAt: header.startedAt, start, duration });
    this.#root.goOn();
    for (const event of events) this.#take(event, start + event.t);
  }

  #take(event: RunEvent, time: number): void {
    if (event.within !== undefined) {
      this.#inner.take(event, time, this.#root);
      return;
    }
    const isBegunAgain = event.type === "start" && this.#root.isUnderWay([event.node, event.visit]);
    if (isBegunAgain === true) this.#inner.forget([event.node, event.visit]);
    this.#root.take(event, time);
  }

  finish([first, ...later]: readonly RecordedProcess[]): RecordedRun {
    if (first === undefined) throw new Error("flowc: a run without a process");
    const { header } = first;
    const picture = [first, ...later].map((process) => pictureIn(process.header.picture)).find((found) => found);
    const duration = this.#processes.reduce((sum, process) => sum + process.duration, 0);
    const activations = this.#root.activations((start) => this.#cutTime(start));
    const inner = this.#inner.finish(activations);
    return {
      runId: header.runId,
      flow: header.flow,
      ...(typeof header.file === "string" && { file: header.file }),
      ...(typeof header.planHash === "string" && { planHash: header.planHash }),
      ...(typeof header.flowc === "string" && { flowc: header.flowc }),
      status: this.#root.status,
      startedAt: header.startedAt,
      duration,
      processes: this.#processes,
      ...(header.resumed === true && { isContinuation: true }),
      ...this.#root.values,
      activations: withLoopSpans(activations, picture),
      waiting: this.#root.waiting,
      ...(inner.length > 0 && { inner }),
      ...(picture !== undefined && { picture }),
    };
  }

  /** When an activation that did not end was cut off: at the end of the process that ran it. */
  #cutTime(start: number): number {
    const process = this.#processes.findLast((candidate) => candidate.start <= start);
    return process === undefined ? start : process.start + process.duration;
  }
}
