/** The lines of a recorded run, `flowc.run/1`: one JSON object a line. Readers ignore types and keys that they do not know. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The version of the format that this runtime writes. */
export const runSchema = "flowc.run/1";

/** The first line, and the first of each process that goes on with the run. */
export interface RunHeader {
  readonly schema: typeof runSchema;
  readonly runId: string;
  readonly flow: string;
  /** The flow file, relative to the project. */
  readonly file?: string;
  /** The same for records of the same version of the flow: it does not change with comments or the layout of the file. */
  readonly planHash?: string;
  /** ISO 8601, in UTC. The times of the lines that follow count from here. */
  readonly startedAt: string;
  /** The version of flowc that recorded the run. */
  readonly flowc?: string;
  /** Whether an earlier process has begun the run. */
  readonly resumed?: true;
  /** The picture of the flow, as `flowc graph --as json` gives it. */
  readonly picture?: object;
}

/** One event of the run (see `FlowEvent`). The last line of a run that has ended is its `end`. */
export interface RunLine {
  /** Counts the lines of one process, from 1. */
  readonly n: number;
  /** Milliseconds since the header. */
  readonly t: number;
  /** The type of an event, or `context`: the context at the end, without the records of SPEC 8 that other lines hold. */
  readonly type: string;
  readonly node?: string;
  readonly visit?: number;
  readonly index?: readonly number[];
  /** Node and visit of each activation that caused this one. */
  readonly from?: readonly (readonly [string, number])[];
  readonly cut?: readonly (readonly [string, number])[];
  /** For events of a flow that a node runs: the steps around its run, outermost first, such as `enrich#1@1`. */
  readonly within?: readonly string[];
  /** For the `run` of such a flow: its flow file, relative to the project. */
  readonly file?: string;
  /** For a `failed` in such a flow: where the node is in the flow file. */
  readonly at?: string;
  readonly [key: string]: unknown;
}
