import { closeSync, mkdtempSync, openSync, readdirSync, readSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cacheFolder } from "../base/cache/cache-folder.js";
import { makeFolders } from "../base/make-folders.js";

/** How many recorded runs are kept. */
const most = 50;
/** Bytes that are read of the end of a record, to see how its run ended. */
const tailSize = 65_536;
/** `20261129-210416345-<id of the flow>.jsonl`: sorted by time. */
const recordName = /^(?<id>(?<day>\d{8})-(?<time>\d{9})-(?<flow>[0-9a-f]{16}))\.jsonl$/u;

/** A recorded run. */
export interface PastRun {
  readonly id: string;
  /** The id of its flow. */
  readonly flow: string;
  /** ISO 8601, in UTC. */
  readonly startedAt: string;
  readonly status: "done" | "failed" | "cut off";
  readonly size: number;
}

/** The folder of recorded runs: the newest 50. */
export interface RunFolder {
  /** A new record, for which older ones are removed. */
  create(flow: string): { readonly id: string; readonly file: string };
  /** The newest first. */
  list(): readonly PastRun[];
  /** The file of a run that `list` has. */
  fileOf(id: string): string;
  /** Removes the record of a run that did not start. */
  remove(id: string): void;
  close(): void;
}

/** Opens the folder in the project's cache. Without installed packages there is no cache, and runs are kept until the command ends. */
export function openRunFolder(projectDir: string): RunFolder {
  const cache = cacheFolder(projectDir);
  const folder = cache === undefined ? mkdtempSync(path.join(tmpdir(), "flowc-runs-")) : path.join(cache, "runs");
  const ends = new Map<string, PastRun>();
  const fileFor = (id: string): string => path.join(folder, `${id}.jsonl`);
  return {
    create: (flow) => {
      makeFolders(folder, 0o700);
      for (const name of namesIn(folder).slice(most - 1)) rmSync(path.join(folder, name), { force: true });
      const digits = new Date().toISOString().replace(/[-:.Z]/gu, "");
      const id = `${digits.replace("T", "-")}-${flow}`;
      return { id, file: fileFor(id) };
    },
    list: () => namesIn(folder).flatMap((name) => readRun(folder, name, ends) ?? []),
    fileOf: fileFor,
    remove: (id) => rmSync(fileFor(id), { force: true }),
    close: () => {
      if (cache === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The names of records, the newest first. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => recordName.test(name))
      .sort()
      .reverse();
  } catch {
    return []; // No run has been recorded.
  }
}

function readRun(folder: string, name: string, ends: Map<string, PastRun>): PastRun | undefined {
  const { id = "", day = "", time = "", flow = "" } = recordName.exec(name)?.groups ?? {};
  const file = path.join(folder, name);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return undefined;
  const known = ends.get(id);
  if (known?.size === size) return known;
  const [hour, minute, second] = [time.slice(0, 2), time.slice(2, 4), time.slice(4, 6)];
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  const startedAt = `${date}T${hour}:${minute}:${second}.${time.slice(6)}Z`;
  const run: PastRun = { id, flow, startedAt, status: endOf(file, size), size };
  ends.set(id, run);
  return run;
}

/** How a run ended: its last line says so. */
function endOf(file: string, size: number): PastRun["status"] {
  try {
    const descriptor = openSync(file, "r");
    const buffer = Buffer.alloc(Math.min(size, tailSize));
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    closeSync(descriptor);
    const last = buffer.toString("utf8").trimEnd().split("\n").at(-1) ?? "";
    const value: unknown = JSON.parse(last);
    if (typeof value !== "object" || value === null || !("type" in value) || value.type !== "end") return "cut off";
    return "error" in value ? "failed" : "done";
  } catch {
    return "cut off";
  }
}
