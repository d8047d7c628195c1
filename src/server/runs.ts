import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Picture } from "../../picture/picture.js";
import { shownLines } from "../../picture/shown-text.js";
import { showTime } from "../../trace/report/show-time.js";
import { visibleLines } from "../base/visible-text.js";
import type { DevFlow } from "./dev-project.js";
import type { RunFolder } from "./run-folder.js";
import { createRunProgress, edgeKey, type RunProgress } from "./run-progress.js";
import { tailFile } from "./tail-file.js";

/** A process in which a flow runs. */
export interface RunningProcess {
  /** Hears what the process prints to stderr. */
  onOutput(listener: (text: string) => void): void;
  /** Resolves when the process has ended. Never rejects. */
  readonly ended: Promise<void>;
  /** Asks the process to end; it is killed if it does not. */
  stop(): void;
}

/** Files of a run, absolute paths. Input and context are JSON. */
export interface RunFiles {
  readonly flow: string;
  readonly trace: string;
  readonly input: string | undefined;
  readonly context: string | undefined;
}

/** JSON texts; empty if there is none. */
export interface RunTexts {
  readonly input: string;
  readonly context: string;
}

/** The last run of a flow, as pages get it. */
export interface RunState {
  readonly id: string;
  readonly flow: string;
  readonly status: "running" | "done" | "failed" | "stopped" | "cut off" | "not started";
  readonly nodes: readonly (readonly [string, object])[];
  /** The ids of the picture's edges that it took, as pictures have them. */
  readonly edges: readonly string[];
  readonly log: readonly string[];
  /** The end of what the process printed, without colors. */
  readonly output: string;
}

export interface Runs {
  /** Starts a run of a flow; undefined if it, or too many others, are running. */
  start(flow: DevFlow, texts: RunTexts): RunState | undefined;
  /** Stops the run of a flow. Returns whether there was one. */
  stop(flow: string): boolean;
  /** The last run of each flow. */
  states(): readonly RunState[];
  /** Stops all runs, and resolves when their processes have ended. */
  close(): Promise<void>;
}

export interface RunsOptions {
  readonly folder: RunFolder;
  startRun(files: RunFiles): RunningProcess;
  /** Hears of a run that goes on, several times a second, and of its end. */
  onState(state: RunState): void;
  /** Bytes of the largest record: a run that writes more is stopped. */
  readonly mostRecorded?: number;
}

/** How many flows run at once, milliseconds between two looks at their records, and characters of output that are kept. */
const [mostRuns, interval, mostOutput] = [4, 100, 8000];

interface Current {
  readonly id: string;
  readonly flow: string;
  readonly picture: Picture | undefined;
  readonly progress: RunProgress;
  readonly process: RunningProcess;
  output: string;
  status: RunState["status"];
  ended: Promise<void>;
  isStopped: boolean;
}

export function createRuns({ folder, startRun, onState, mostRecorded = 500_000_000 }: RunsOptions): Runs {
  const runs = new Map<string, Current>();
  const running = (): Current[] => [...runs.values()].filter(({ status }) => status === "running");
  const stop = (run: Current): void => {
    run.isStopped = true;
    run.process.stop();
  };
  return {
    start: (flow, texts) => {
      if (running().length >= mostRuns || runs.get(flow.id)?.status === "running") return undefined;
      const { id, file } = folder.create(flow.id);
      const values = writeValues(texts);
      const process = startRun({ flow: flow.absolute, trace: file, input: values.input, context: values.context });
      const progress = createRunProgress(flow.picture);
      const status = "running";
      const run: Current = {
        id,
        flow: flow.id,
        picture: flow.picture,
        progress,
        process,
        output: "",
        status,
        ended: process.ended,
        isStopped: false,
      };
      runs.set(flow.id, run);
      const onLarge = (): void => {
        const size = `${Math.round(mostRecorded / 1e6)} MB`;
        run.output += `flowc dev stopped the run: its record is larger than ${size}. Run it with \`flowc run\`.\n`;
        stop(run);
      };
      run.ended = follow(run, { file, mostRecorded, onLarge, onState }).finally(() => {
        values.remove();
        if (!progress.hasBegun) folder.remove(id);
        onState(stateOf(run));
      });
      return stateOf(run);
    },
    stop: (flow) => {
      const run = runs.get(flow);
      if (run?.status !== "running") return false;
      stop(run);
      return true;
    },
    states: () => [...runs.values()].map(stateOf),
    close: async () => {
      const left = running();
      left.forEach(stop);
      await Promise.all(left.map(({ ended }) => ended));
    },
  };
}

interface Following extends Pick<RunsOptions, "onState"> {
  readonly file: string;
  readonly mostRecorded: number;
  /** Called once, when the record grows larger than `mostRecorded`. */
  onLarge(): void;
}

/** Reads the record of a run while it grows, until its process has ended. */
async function follow(run: Current, { file, mostRecorded, onLarge, onState }: Following): Promise<void> {
  const { progress, process } = run;
  const tail = tailFile(file);
  let isNew = false;
  const read = (): boolean => {
    const lines = tail.read();
    for (const line of lines) progress.take(line);
    isNew ||= lines.length > 0;
    return lines.length > 0;
  };
  process.onOutput((text) => {
    run.output = (run.output + text).slice(-mostOutput);
    isNew = true;
  });
  const timer = setInterval(() => {
    read();
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > mostRecorded && !run.isStopped) onLarge();
    if (isNew) onState(stateOf(run));
    isNew = false;
  }, interval);
  try {
    await process.ended;
    clearInterval(timer);
    while (read());
  } finally {
    clearInterval(timer);
    tail.close();
    run.status = endOf(run);
  }
}

function endOf({ progress, isStopped }: Current): RunState["status"] {
  if (isStopped) return "stopped";
  if (!progress.hasBegun) return "not started";
  return progress.end ?? "cut off";
}

function stateOf({ id, flow, picture, status, progress, output }: Current): RunState {
  const nodes = [...progress.nodes].map(([node, of]) => {
    const hasEnded = of.ok + of.failed + of.handled > 0;
    return [node, { ...of, time: hasEnded ? showTime(of.time) : "" }] as const;
  });
  const edges = (picture?.edges ?? []).flatMap(({ id: edge, from, to, kind }) =>
    progress.edges.has(edgeKey(from, to, kind === "error")) ? [shownLines(edge)] : [],
  );
  const shown = visibleLines(stripVTControlCharacters(output));
  return { id, flow, status, nodes, edges, log: [...progress.log], output: shown };
}

/** Writes the values of a run to files that only this user can read: arguments of processes have a limit, and others see them. */
function writeValues({ input, context }: RunTexts): {
  readonly input: string | undefined;
  readonly context: string | undefined;
  remove(): void;
} {
  const folder = mkdtempSync(path.join(tmpdir(), "flowc-values-"));
  const write = (name: string, text: string): string | undefined => {
    if (text.trim() === "") return undefined;
    const file = path.join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  return {
    input: write("input.json", input),
    context: write("context.json", context),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
