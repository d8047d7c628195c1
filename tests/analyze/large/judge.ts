import type { Random } from "../random-flow.js";
import { type AnalyzedFlow, analyzeLarge, type Found } from "./analyze-large.js";
import { createTape, type Manner, randomChooser } from "./choosers.js";
import type { LargeFlow } from "./flow.js";
import { type Graph, graphOf } from "./graph.js";
import { interpret, type Run } from "./interpret.js";
import { createPlaces } from "./places.js";
import { createVerdicts } from "./verdicts.js";
import { findEndless } from "./endless.js";
import { type Alarms, sortAlarms } from "./alarms.js";
import type { Case, Fault } from "./case.js";
import { placeReads } from "./refute-reads.js";
import { refute } from "./witness.js";

export interface Judged {
  readonly analyzed: AnalyzedFlow;
  /** Undefined if the flow is rejected, so that nothing says what would happen. */
  readonly graph: Graph | undefined;
  readonly faults: readonly Fault[];
  /** Which of the findings that say "may" no run shows. */
  readonly alarms: Alarms | undefined;
  /** Whether every choice was run, so that these findings are false. */
  readonly isComplete: boolean;
  readonly runs: number;
}

const manners: readonly Manner[] = [
  { failures: 0, isSingle: true, nothing: 0 },
  { failures: 0, isSingle: true, nothing: 0 },
  { failures: 5, isSingle: true, nothing: 0 },
  { failures: 3, isSingle: true, nothing: 10 },
  { failures: 8, isSingle: true, nothing: 0 },
  { failures: 6, isSingle: false, nothing: 0 },
];

const ways = 32;

/** Compares everything that the compiler says about a flow with its runs. */
export function judgeFlow(flow: LargeFlow, random: Random, rounds = 1): Judged {
  const analyzed = analyzeLarge(flow);
  if (
    analyzed.analysis === undefined ||
    analyzed.found.some(({ code, grade }) => grade === "error" && hasNoMeaning(code))
  )
    return { analyzed, graph: undefined, faults: [], alarms: undefined, isComplete: false, runs: 0 };
  const graph = graphOf(flow);
  const places = createPlaces(graph);
  const verdicts = createVerdicts(analyzed, graph);
  const reads = placeReads(graph, places, verdicts);
  const of: Case = { graph, places, verdicts, reads, concurrency: flow.concurrency };
  const runs: Run[] = [];
  for (let round = 0; round < rounds; round++)
    for (const manner of manners) runs.push(interpret(graph, places, randomChooser(graph, random, manner)));
  const every = runEveryWay(of);
  if (every !== undefined) runs.push(...every);
  const faults = [...runs.flatMap((run) => refute(of, run)), ...findEndless(of)];
  const isComplete = every !== undefined && every.every(({ isCut }) => !isCut);
  return { analyzed, graph, faults, alarms: sortAlarms(of, runs), isComplete, runs: runs.length };
}

/** The flow is rejected, so nothing says what would happen. */
function hasNoMeaning(code: Found["code"]): boolean {
  return code.startsWith("policy/") || code === "loop/leads-back" || code === "cycle/two-entries";
}

/** All runs of a flow, with at most two passes of each cycle; undefined if there are too many. */
function runEveryWay({ graph, places }: Case): Run[] | undefined {
  const tape = createTape(graph);
  const runs: Run[] = [];
  let done = 0;
  for (let more = true; more; more = tape.advance()) {
    if (runs.length === ways || isHopeless(runs.length, done)) return undefined;
    tape.rewind();
    runs.push(interpret(graph, places, tape));
    done += tape.share();
  }
  return runs;
}

/**
 * Whether there will surely be too many runs, judging by those so far. Almost all flows have too many, so this saves most of
 * the time.
 *
 * @param done which part of all runs they are
 */
function isHopeless(runs: number, done: number): boolean {
  return (runs === 2 || runs === 4 || runs === 8 || runs === 16) && runs / done > hopeless;
}

/** The first runs often say too much. */
const hopeless = ways * 1.6;
