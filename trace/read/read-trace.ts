import { type RunHeader, runSchema } from "../../runtime/trace/index.js";
import { decodedLines, longestLine, tooLong, type TraceLine } from "./decode-trace.js";
import { eventOf, type RunEvent } from "./run-event.js";
import type { TraceFault, TraceOutcome } from "./trace-outcome.js";

/** What one process has recorded of a run. */
export interface RecordedProcess {
  readonly header: RunHeader;
  readonly events: readonly RunEvent[];
}

type Line = Readonly<Record<string, unknown>>;

/** The texts that every header has. */
const headerTexts = ["runId", "flow", "startedAt"] as const;

function isHeader(line: Line): line is Line & RunHeader {
  return headerTexts.every((name) => hasText(line, name));
}

/** A program may give its flow an empty name, but no run an empty id. */
function hasText(line: Line, name: (typeof headerTexts)[number]): boolean {
  return typeof line[name] === "string" && (name === "flow" || line[name] !== "");
}

/** Whether a text is a time as recorders write it: `2026-01-31T12:00:00.000Z`. */
function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/u.test(text) && !Number.isNaN(Date.parse(text));
}

/** What every header begins with, also one that follows a torn line without a line break. */
const headerStart = '{"schema":"flowc.run/';

const recordHelp = "Record a run with `flowc run FILE --trace run.jsonl`.";

/**
 * Reads a file of `flowc.run/1`: the lines of one or several processes, of one or several runs. Lines that were torn when their
 * process ended are dropped; types and keys that are not known are ignored.
 *
 * @param record a text, bytes, or bytes that come in pieces
 */
export function readTrace(
  record: string | Uint8Array | Iterable<Uint8Array>,
): TraceOutcome<readonly RecordedProcess[]> {
  const reader = new TraceReader();
  let number = 0;
  let last: Omit<ReadLine, "mayBeTorn"> | undefined;
  for (const line of linesOf(record)) {
    number += 1;
    if (line === tooLong) return { ok: false, fault: tooLongLine(number) };
    const content = number === 1 ? line.content.replace(/^\ufeff/u, "") : line.content;
    if (content.trim() === "") continue;
    const fault = last && reader.read({ ...last, mayBeTorn: content.startsWith(headerStart) });
    if (fault !== undefined) return { ok: false, fault };
    last = { content, number, isInvalid: line.isInvalid };
  }
  if (last === undefined) return fail("is empty: no run was recorded in it", recordHelp);
  const fault = reader.read({ ...last, mayBeTorn: true });
  return fault === undefined ? { ok: true, value: reader.processes } : { ok: false, fault };
}

function linesOf(record: string | Uint8Array | Iterable<Uint8Array>): Iterable<TraceLine> {
  if (typeof record === "string") return record.split("\n").map((content) => ({ content, isInvalid: false }));
  return decodedLines(record instanceof Uint8Array ? [record] : record);
}

interface ReadLine {
  readonly content: string;
  /** Counted from 1. */
  readonly number: number;
  /** Whether its process may have ended in the middle of it. */
  readonly mayBeTorn: boolean;
  /** Whether it has bytes that are no text. */
  readonly isInvalid: boolean;
}

class TraceReader {
  readonly processes: { readonly header: RunHeader; readonly events: RunEvent[] }[] = [];
  /** Lines behind the last header. */
  #count = 0;

  /** Adds a line to what was read. */
  read(given: ReadLine): TraceFault | undefined {
    const { content, number, isInvalid } = given;
    const line = parsed(content);
    if (line === undefined) return this.#readTorn(given);
    if (isInvalid) return damaged(number, "is not valid UTF-8");
    if (typeof line["schema"] === "string" && line["schema"].startsWith("flowc.run/")) {
      return this.#readHeader(line, number);
    }
    return this.#readEvent(line, number);
  }

  #readTorn(given: ReadLine): TraceFault | undefined {
    const { content, number, mayBeTorn } = given;
    const at = content.indexOf(headerStart, 1);
    // The bytes that are no text belong to the part that was torn.
    if (at > 0 && this.processes.length > 0) {
      return this.read({
        ...given,
        content: content.slice(at),
        isInvalid: content.includes("\ufffd", at) && given.isInvalid,
      });
    }
    if (this.processes.length > 0) return mayBeTorn ? undefined : damaged(number, "is not JSON");
    if (headerStart.startsWith(content.slice(0, headerStart.length))) {
      const message = "ends in its first line: the process ended before the run began";
      return { message, help: recordHelp, line: number };
    }
    return noRecord(number);
  }

  #readHeader(line: Line, number: number): TraceFault | undefined {
    if (line["schema"] !== runSchema) {
      const message = `was recorded as ${JSON.stringify(line["schema"])}, and this version of flowc reads ${JSON.stringify(runSchema)}`;
      return { message, help: "Update flowc.", line: number };
    }
    if (!isHeader(line)) {
      const key = headerTexts.find((name) => !hasText(line, name)) ?? "runId";
      return damaged(number, `has no text \`${key}\``);
    }
    if (!isMoment(line.startedAt)) return damaged(number, "has no time `startedAt`");
    this.processes.push({ header: line, events: [] });
    this.#count = 0;
    return undefined;
  }

  #readEvent(line: Line, number: number): TraceFault | undefined {
    const process = this.processes.at(-1);
    if (process === undefined) return noRecord(number);
    this.#count += 1;
    if (line["n"] !== this.#count) {
      const message = `has line ${JSON.stringify(line["n"] ?? null).slice(0, 20)} of a run where line ${this.#count} is expected: lines are missing, or those of several runs are mixed`;
      return { message, help: "Record each run in a file of its own.", line: number };
    }
    const event = eventOf(line);
    if (event === undefined) return undefined;
    if ("wrongKey" in event) return damaged(number, `has no valid \`${event.wrongKey}\``);
    process.events.push(event);
    return undefined;
  }
}

/** The object on a line; undefined if there is none. */
function parsed(content: string): Line | undefined {
  try {
    const value: unknown = isTooDeep(content) ? undefined : JSON.parse(content);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Line) : undefined;
  } catch {
    return undefined;
  }
}

/** No recorder writes so many objects inside of each other, and what reads them recursively would overflow the stack. */
const deepest = 1000;

function isTooDeep(content: string): boolean {
  if (content.length < 2 * deepest) return false;
  let depth = 0;
  for (const [token] of content.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/gu)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

function noRecord(line: number): TraceFault {
  return { message: "is not a recorded run", help: recordHelp, line };
}

function tooLongLine(line: number): TraceFault {
  if (line === 1) return noRecord(line);
  return damaged(line, `is longer than ${longestLine / 1_000_000} MB`);
}

function damaged(line: number, what: string): TraceFault {
  return { message: `is damaged: the line ${what}`, help: "Record the run once more, or remove the line.", line };
}

function fail(message: string, help: string): TraceOutcome<never> {
  return { ok: false, fault: { message, help } };
}
