import type { RecordedProcess } from "../read/read-trace.js";
import type { RecordedRun } from "./recorded-run.js";
import { runOf } from "./run-of.js";

/** The runs of some processes, in the order in which they are first named. A process that goes on with a run belongs to it. */
export function runsOf(processes: readonly RecordedProcess[]): readonly RecordedRun[] {
  const runs: RecordedProcess[][] = processes.filter(({ header }) => header.resumed !== true).map((first) => [first]);
  for (const process of processes.filter(({ header }) => header.resumed === true)) {
    const run = runs.findLast(([first]) => first?.header.runId === process.header.runId);
    if (run === undefined) runs.push([process]);
    else run.push(process);
  }
  return runs.map((run) => runOf(run.toSorted((one, other) => timeOf(one) - timeOf(other))));
}

function timeOf({ header }: RecordedProcess): number {
  return Date.parse(header.startedAt);
}
