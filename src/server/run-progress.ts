import type { Picture } from "../../picture/picture.js";
import { createLoopTimes, type LoopTimes } from "../base/loop-times.js";
import { shownLines } from "../../picture/shown-text.js";
import { showTime } from "../../trace/report/show-time.js";

/** What a run has done so far. Bounded by the number of nodes, not of events: it is sent again and again. */
export interface RunProgress {
  /** By the ids of nodes, as pictures have them. */
  readonly nodes: ReadonlyMap<string, NodeProgress>;
  /** How often a node caused another one, by `edgeKey`. */
  readonly edges: ReadonlySet<string>;
  /** The last events in words, the oldest first. */
  readonly log: readonly string[];
  /** Whether the record has begun, and how the run ended. */
  readonly hasBegun: boolean;
  readonly end: "done" | "failed" | undefined;
  /** Takes a line of the record. Lines that are damaged or unknown are ignored. */
  take(line: string): void;
}

/** How often a node is running, and how often it ended in each way. */
export interface NodeProgress {
  running: number;
  ok: number;
  failed: number;
  handled: number;
  retries: number;
  /** Milliseconds that those took together which have ended. Of a loop: in which it or its body was running. */
  time: number;
}

/** The name of an edge among those that a run took. A failure takes another one than a success. */
export function edgeKey(from: string, to: string, isFailure: boolean): string {
  return JSON.stringify([from, to, isFailure]);
}

/** How many events are kept, characters of each, and how many activations are remembered until they end or cause others. */
const [mostEvents, mostText, mostRemembered] = [40, 120, 10_000];

export function createRunProgress(picture?: Picture): RunProgress {
  const nodes = new Map<string, NodeProgress>();
  const log: string[] = [];
  const edges = new Set<string>();
  const starts = new Map<string, number>();
  const handled = new Set<string>();
  const state: { hasBegun: boolean; end: RunProgress["end"] } = { hasBegun: false, end: undefined };
  const nodeOf = (id: string): NodeProgress => {
    const key = shownLines(id);
    const known = nodes.get(key) ?? { running: 0, ok: 0, failed: 0, handled: 0, retries: 0, time: 0 };
    nodes.set(key, known);
    return known;
  };
  const loops = followLoops(picture, nodeOf);
  return {
    nodes,
    edges,
    log,
    get hasBegun() {
      return state.hasBegun;
    },
    get end() {
      return state.end;
    },
    take: (text) => {
      const line = parseLine(text);
      if (line === undefined) return;
      if (typeof line["schema"] === "string") state.hasBegun = true;
      const { type, node, error } = line;
      if (type === "end") state.end = error === undefined ? "done" : "failed";
      if (typeof node !== "string" || typeof type !== "string") return;
      const progress = nodeOf(node);
      const verb = count(progress, type, line["handled"] !== undefined);
      if (verb === undefined) return;
      const key = activationKey(node, line["visit"]);
      const t = typeof line["t"] === "number" ? line["t"] : 0;
      if (type === "start") {
        if (starts.size < mostRemembered) {
          starts.set(key, t);
          loops.started(node, t);
        }
        for (const [from, visit] of causesOf(line["from"])) {
          edges.add(edgeKey(from, node, handled.has(activationKey(from, visit))));
        }
      } else if (type === "success" || type === "failed") {
        progress.time += Math.max(0, t - (starts.get(key) ?? t));
        if (starts.delete(key)) loops.ended(node, t);
        if (line["handled"] === "goto" && handled.size < mostRemembered) handled.add(key);
      }
      log.push(describe(verb, node, line));
      if (log.length > mostEvents) log.shift();
    },
  };
}

/** Writes the times of loops to their nodes, whenever something in them ends. */
function followLoops(
  picture: Picture | undefined,
  nodeOf: (id: string) => NodeProgress,
): Pick<LoopTimes, "started" | "ended"> {
  const parts = new Map((picture?.nodes ?? []).map((node) => [node.id, node]));
  const loops = createLoopTimes({
    loopOf: (id) => parts.get(id)?.parent,
    isLoop: (id) => parts.get(id)?.kind === "loop",
  });
  return {
    started: loops.started,
    ended: (node, t) => {
      loops.ended(node, t);
      for (let loop = parts.get(node); loop !== undefined; loop = parts.get(loop.parent ?? "")) {
        const time = loops.timeOf(loop.id, t);
        if (time !== undefined) nodeOf(loop.id).time = time;
      }
    },
  };
}

function activationKey(node: string, visit: unknown): string {
  return `${String(visit)} ${node}`;
}

/** The activations that caused one: node and visit. */
function causesOf(from: unknown): readonly (readonly [string, unknown])[] {
  if (!Array.isArray(from)) return [];
  return from.flatMap((cause: unknown) => {
    const [node, visit] = Array.isArray(cause) ? (cause as readonly unknown[]) : [];
    return typeof node === "string" ? [[node, visit] as const] : [];
  });
}

/** Counts an event of a node, and puts it into words; undefined if it is none that is shown. */
function count(node: NodeProgress, type: string, isHandled: boolean): string | undefined {
  const settle = (how: "ok" | "failed" | "handled", verb: string): string => {
    node.running = Math.max(0, node.running - 1);
    node[how] += 1;
    return verb;
  };
  switch (type) {
    case "start":
      node.running += 1;
      return "start";
    case "success":
      return settle("ok", "success");
    case "failed":
      return settle(isHandled ? "handled" : "failed", "failed");
    case "retry":
      node.retries += 1;
      return "retry";
    case "undone":
      return "undone";
    case "undo-failed":
      node.failed += 1;
      return "failed";
    default:
      return undefined;
  }
}

function describe(verb: string, node: string, { t, visit }: Readonly<Record<string, unknown>>): string {
  const time = typeof t === "number" ? showTime(t) : "";
  const number = typeof visit === "number" && visit > 1 ? ` #${visit}` : "";
  return `${time.padStart(9)}  ${verb.padEnd(7)}  ${shownLines(node).slice(0, mostText)}${number}`;
}

function parseLine(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined; // Torn, or damaged: the report says so.
  }
}
