import type { Picture } from "../../picture/picture.js";
import type { Json } from "../../runtime/trace/index.js";
import type { ActivationName } from "../read/run-event.js";

/**
 * What happened in a run: plain, readonly JSON (`flowc report --json`). Times are milliseconds of recorded time: the processes of a run
 * follow each other without the time between them.
 */
export interface RecordedRun {
  readonly runId: string;
  readonly flow: string;
  /** The flow file, posix, relative to the project. */
  readonly file?: string;
  /** The same for runs of the same version of the flow. */
  readonly planHash?: string;
  /** The version of flowc that recorded the run. */
  readonly flowc?: string;
  /** `cut off`: the record has no end. */
  readonly status: "done" | "failed" | "cut off";
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly duration: number;
  /** In the order in which they ran. */
  readonly processes: readonly RunProcess[];
  /** Whether the record of the process that began the run is missing. */
  readonly isContinuation?: true;
  readonly input?: Json;
  /** What ended the run. */
  readonly error?: Json;
  readonly context?: Json;
  /** In the order in which they started. */
  readonly activations: readonly RecordedActivation[];
  /** Joins for which something arrived, but not all. */
  readonly waiting: readonly WaitingJoin[];
  /** Runs of flows that nodes ran, one for each attempt, to any depth. Those of an activation follow each other, a run before those inside of it. */
  readonly inner?: readonly InnerRun[];
  readonly picture?: Picture;
}

/** A run of a flow that a node ran. Its nodes have ids of their own. */
export interface InnerRun {
  /** The steps around it, outermost first: `enrich#1@2` is the second attempt of the first visit of `enrich`. */
  readonly within: readonly string[];
  readonly flow?: string;
  /** The flow file, posix, relative to the project. */
  readonly file?: string;
  /** `failed`: also if it was aborted. */
  readonly status: RecordedRun["status"];
  readonly start: number;
  readonly end: number;
  readonly input?: Json;
  readonly error?: Json;
  readonly activations: readonly RecordedActivation[];
  readonly waiting: readonly WaitingJoin[];
}

export interface RunProcess {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly start: number;
  readonly duration: number;
}

/** One run of a node. */
export interface RecordedActivation {
  readonly node: string;
  /** The steps around, in a flow that a node ran. */
  readonly within?: readonly string[];
  /** Which run of the node this is, counted from 1. */
  readonly visit: number;
  /** Position of the item in each loop around the node, counted from 0. */
  readonly index: readonly number[];
  readonly causes: readonly ActivationName[];
  /** `handled`: it failed, and a policy took the failure; `cut`: the run or its process ended first. */
  readonly state: ActivationState;
  readonly handled?: "continue" | "goto";
  readonly start: number;
  /** Of a loop: when its item ended. */
  readonly end: number;
  /** How many processes began it again, after an earlier one had ended during it. */
  readonly restarts: number;
  /** The attempts that failed before the last one. */
  readonly retries: readonly FailedAttempt[];
  readonly input?: Json;
  readonly result?: Json;
  readonly error?: Json;
  /** Where the node is in its flow file, as `<flow file>:<line>:<column>`: of failures in flows that nodes ran. */
  readonly at?: string;
  /** What was undone since the run failed. */
  readonly undo?: RecordedUndo;
  /** The decisions of a router. */
  readonly routes?: Json;
  /** Of a loop, which is visited for each item: the position of the item that it started, counted from 0. */
  readonly item?: number;
}

/** From the worst to the best. */
export const activationStates = ["failed", "handled", "cut", "ok"] as const;
export type ActivationState = (typeof activationStates)[number];

export interface RecordedUndo {
  /** `cut`: the process ended first. */
  readonly state: "ok" | "failed" | "cut";
  readonly start: number;
  readonly end: number;
  readonly error?: Json;
}

export interface FailedAttempt {
  /** Counted from 1. */
  readonly attempt: number;
  readonly time: number;
  /** Until the next attempt. */
  readonly delay: number;
  readonly error?: Json;
}

export interface WaitingJoin {
  readonly node: string;
  /** Parents that arrived. */
  readonly arrived: readonly string[];
  /** Groups of parents without an arrival. */
  readonly missing: readonly (readonly string[])[];
}
