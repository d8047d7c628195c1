import { closeSync, openSync, readSync, statSync } from "node:fs";
import path from "node:path";
import { type RecordedProcess, readTrace } from "../../../trace/read/read-trace.js";
import type { RecordedRun } from "../../../trace/run/recorded-run.js";
import { runsOf } from "../../../trace/run/runs-of.js";
import { describeFailure } from "../../base/describe-failure.js";
import type { Terminal } from "../../base/terminal.js";
import { failure, success, type Outcome, type UsageError } from "../../base/usage-error.js";

/** A recorded run, and what tells it from others in messages. */
export interface NamedRun {
  readonly run: RecordedRun;
  readonly name: string;
}

/** Reads files of recorded runs of one flow. The lines of a run can be in several of them. */
export function readRuns(files: readonly string[], terminal: Pick<Terminal, "cwd">): Outcome<readonly NamedRun[]> {
  const errors: UsageError[] = [];
  const processes: RecordedProcess[] = [];
  const nameOf = new Map<string, string>();
  for (const file of files) {
    const read = readFile(file, terminal);
    if (!read.ok) {
      errors.push(...read.errors);
      continue;
    }
    processes.push(...read.value);
    const ids = new Set(read.value.map(({ header }) => header.runId));
    for (const id of ids) if (!nameOf.has(id)) nameOf.set(id, ids.size > 1 ? `${file}: ${id}` : file);
  }
  if (errors.length > 0) return failure(...errors);
  const runs = runsOf(processes).map((run): NamedRun => ({ run, name: nameOf.get(run.runId) ?? run.runId }));
  const [first] = runs;
  const other = runs.find(({ run }) => run.flow !== first?.run.flow);
  if (first === undefined || other === undefined) return success(runs);
  return failure({
    message: `\`${other.name}\` records the flow \`${other.run.flow}\`, and \`${first.name}\` the flow \`${first.run.flow}\``,
    help: "Compare runs of one flow.",
  });
}

function readFile(file: string, { cwd }: Pick<Terminal, "cwd">): Outcome<readonly RecordedProcess[]> {
  let read: ReturnType<typeof readTrace>;
  try {
    const absolute = path.resolve(cwd, file);
    const stats = statSync(absolute);
    // A device has no end. Pipes have: `flowc report <(zcat run.jsonl.gz)`.
    if (stats.isCharacterDevice() || stats.isBlockDevice() || stats.isSocket()) {
      return failure({ message: `\`${file}\` cannot be read: it is no file`, help: "Name a file." });
    }
    read = readTrace(piecesOf(absolute));
  } catch (error) {
    return failure(describeFailure(file, "read", error));
  }
  if (read.ok) return success(read.value);
  const { message, help, line } = read.fault;
  return failure({ message: `\`${file}\` ${message}`, help, ...(line !== undefined && { place: { file, line } }) });
}

/** Bytes that are read at once. */
const pieceSize = 1_000_000;

/** A file in pieces: a text of more than half a gigabyte is too long for JavaScript. */
function* piecesOf(file: string): Generator<Uint8Array> {
  const descriptor = openSync(file, "r");
  const buffer = Buffer.allocUnsafe(pieceSize);
  try {
    for (let length = 0; (length = readSync(descriptor, buffer)) > 0;) yield buffer.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}
