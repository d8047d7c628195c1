import type { Activation, FlowDescription, FlowEvent } from "@flowc/runtime";
import { encode } from "./encode.js";
import { LoopLists } from "./loop-lists.js";
import type { Redaction } from "./redaction.js";
import { type Json, type RunHeader, type RunLine, runSchema } from "./run-line.js";

export interface RecordOptions {
  /** Takes a line of a run, with its line break. If it throws or its promise is rejected, `onError` is called and the run is recorded no further. */
  readonly write: (line: string, runId: string) => unknown;
  /** What is kept of inputs, results, errors and the context: 4,096 characters of each (`full`), 256 (`short`, the default) or nothing. */
  readonly values?: "full" | "short" | "none";
  /** Paths that are left out, such as `$ctx.customer.mail`, `$payload.login.token` or `**.password`. */
  readonly redact?: readonly string[];
  /**
   * Texts that are replaced by `***` wherever they occur; those of up to three characters only where no letter or digit is next to them. Numbers
   * that are one of them, or have one in their digits, are left out.
   */
  readonly secrets?: readonly string[];
  /** Added to the header. */
  readonly picture?: object;
  /** Added to the header: tells versions of the flow apart. */
  readonly planHash?: string;
  /** Added to the header: the version of flowc. */
  readonly flowc?: string;
  /** Whether an earlier process has begun the runs. */
  readonly resumed?: boolean;
  readonly onError?: (error: unknown) => void;
}

/** What a run is recorded with. */
export interface Recording {
  readonly flow: FlowDescription;
  readonly runId: string;
  readonly context: object;
  readonly redaction: Redaction;
}

const limits = { full: 4096, short: 256, none: 0 };
/** The context is one value of many. */
const contextTimes = 16;

/** Records that other lines of the run hold already. */
const records = new Set(["steps", "payloads", "joins", "routing", "errors"]);

/** Writes the lines of one run. Never throws. */
export class Recorder {
  readonly #options: RecordOptions;
  readonly #recording: Recording;
  readonly #limit: number;
  readonly #start = performance.now();
  /** Of each run that is under way, keyed by the steps around it. */
  readonly #runs = new Map<string, RunUnderWay>();
  #lines = 0;
  #hasFailed = false;

  constructor(recording: Recording, options: RecordOptions) {
    this.#options = options;
    this.#recording = recording;
    this.#limit = limits[options.values ?? "short"];
  }

  hear(event: FlowEvent): void {
    if (this.#hasFailed) return;
    try {
      const isOfRoot = event.within === undefined;
      if (isOfRoot && event.type === "run") this.#write(this.#header());
      if (isOfRoot && event.type === "end") this.#write(this.#context());
      this.#write(this.#line(event));
    } catch (error) {
      this.#fail(error);
    }
  }

  #header(): RunHeader {
    const { flow, runId } = this.#recording;
    const { picture, planHash, flowc, resumed } = this.#options;
    return {
      schema: runSchema,
      runId,
      flow: flow.name,
      ...(flow.source !== undefined && { file: flow.source }),
      ...(planHash !== undefined && { planHash }),
      startedAt: new Date().toISOString(),
      ...(flowc !== undefined && { flowc }),
      ...(resumed === true && { resumed }),
      ...(picture !== undefined && { picture }),
    };
  }

  #line(event: FlowEvent): RunLine {
    const { lists, describe } = this.#runOf(event);
    const isRepeated = lists.isRepeated(event);
    const made = { n: (this.#lines += 1), t: this.#time(), type: event.type };
    const line: Record<string, unknown> = made;
    // The activation comes first, so that people can read the lines.
    if ("visit" in event) Object.assign(line, { node: event.nodeId, visit: event.visit, index: event.index });
    for (const [key, given] of Object.entries(event) as [string, unknown][]) {
      // Other lines have what an undo is called with.
      if (key === "type" || key === "describe" || (event.type === "undo" && values.has(key))) continue;
      const value = key === "result" && event.type === "success" ? lists.resultOf(event) : given;
      if (key === "nodeId") line["node"] = value;
      else if (key === "from" || key === "cut") line[key] = (value as readonly Activation[]).map(namesOf);
      else if (!values.has(key)) line[key] = value;
      else if (key !== "input" || !isRepeated) line[key] = this.#value(value, this.#pathOf(event, key));
    }
    // A reader has the picture of the run's own flow, but nothing of the flows that nodes run.
    if (event.type === "run") line["file"] = describe?.().source;
    if (event.type === "failed") line["at"] = describe?.().nodes.find(({ id }) => id === event.nodeId)?.at;
    return made;
  }

  #runOf(event: FlowEvent): RunUnderWay {
    const key = (event.within ?? []).join("/");
    const describe = event.type === "run" ? event.describe : undefined;
    const run = this.#runs.get(key) ?? { lists: new LoopLists(), describe };
    if (event.type === "end") this.#runs.delete(key);
    else this.#runs.set(key, run);
    return run;
  }

  /** Where a value of an event is found by expressions, as far as it is. */
  #pathOf(event: FlowEvent, key: string): readonly string[] {
    return event.type === "success" ? ["payload", event.nodeId] : [key];
  }

  #context(): RunLine | undefined {
    if (this.#limit === 0) return undefined;
    const own = Object.getOwnPropertyDescriptors(this.#recording.context);
    for (const key of records) Reflect.deleteProperty(own, key);
    const limit = this.#limit * contextTimes;
    const value = encode(Object.defineProperties({}, own), ["ctx"], { limit, redaction: this.#recording.redaction });
    return { n: (this.#lines += 1), t: this.#time(), type: "context", value };
  }

  #value(value: unknown, path: readonly string[]): Json | undefined {
    // Readers have to see that a run failed.
    if (this.#limit === 0) return path[0] === "error" ? { $: "hidden" } : undefined;
    return encode(value, path, { limit: this.#limit, redaction: this.#recording.redaction });
  }

  #time(): number {
    return Math.round((performance.now() - this.#start) * 1000) / 1000;
  }

  #write(line: RunHeader | RunLine | undefined): void {
    if (line === undefined || this.#hasFailed) return;
    const written = this.#options.write(`${JSON.stringify(line)}\n`, this.#recording.runId);
    if (written instanceof Promise) written.catch((error: unknown) => this.#fail(error));
  }

  #fail(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    try {
      this.#options.onError?.(error);
    } catch {
      // A failure to report a failure does not end the run either.
    }
  }
}

interface RunUnderWay {
  readonly lists: LoopLists;
  /** Of a flow that a node runs. */
  readonly describe: (() => FlowDescription) | undefined;
}

/** Keys of events whose values are the user's. */
const values = new Set(["input", "result", "payload", "error", "routes"]);

function namesOf({ nodeId, visit }: Activation): readonly [string, number] {
  return [nodeId, visit];
}
