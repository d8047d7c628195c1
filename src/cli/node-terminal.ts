import { createLiveRows, type LiveRows } from "./live-rows.js";
import { onInterrupt } from "./on-interrupt.js";
import { isReaderGone } from "./output-streams.js";
import { Interruption, type Terminal } from "../base/terminal.js";

export interface TerminalOptions {
  readonly noColor: boolean;
  /**
   * Whether the command hears of no interrupt: the system ends the process at once. It is for commands that work in one go, in which no listener
   * is called, and that leave nothing behind.
   */
  readonly isDeaf?: boolean;
}

/** The terminal of this process. */
export function createNodeTerminal(options: TerminalOptions): Terminal {
  const abort = new AbortController();
  const isCI = isSet(process.env["CI"]);
  const hasLive = process.stderr.isTTY && process.env["TERM"] !== "dumb" && !isCI;
  const live = hasLive ? createLiveRows(process.stderr) : undefined;
  const interrupt = (signal: ConstructorParameters<typeof Interruption>[0]): void => {
    // The first signal asks the command to end, the second ends the process.
    if (abort.signal.aborted) process.exit(130);
    live?.show("");
    abort.abort(new Interruption(signal));
  };
  const lost = new AbortController();
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (!isReaderGone(error)) lost.abort();
  });
  const isSupervised = options.isDeaf !== true && onInterrupt(interrupt);
  return {
    isCI,
    isSupervised,
    cwd: process.cwd(),
    out: around(live, writerOf(process.stdout)),
    error: around(live, writerOf(process.stderr)),
    ...(live === undefined ? {} : { live: live.show, aside: live.wrap }),
    now: () => performance.now(),
    outIsTerminal: Boolean(process.stdout.isTTY),
    outColor: hasColor(process.stdout, options.noColor),
    errorColor: hasColor(process.stderr, options.noColor),
    // A terminal that does not know its width says 0.
    width: process.stderr.isTTY ? process.stderr.columns || 80 : 100,
    readInput,
    ask: process.stdin.isTTY && process.stderr.isTTY && !isCI ? ask : undefined,
    lost: lost.signal,
    signal: abort.signal,
  };
}

/** Writes text, or bytes as they are. */
type Writer = (data: string | Uint8Array) => void;

function writerOf(stream: NodeJS.WriteStream): Writer {
  const write = stream.write.bind(stream);
  return (data) => {
    if (data !== "") write(data);
  };
}

/**
 * Decided by `--no-color`, then `NO_COLOR` (no-color.org), then `FORCE_COLOR`, then whether the stream is a terminal.
 */
function hasColor(stream: NodeJS.WriteStream, noColor: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (noColor || (NO_COLOR !== undefined && NO_COLOR !== "")) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  // Contrary to its type, this is undefined if the stream is not a terminal.
  return Boolean(stream.isTTY) && TERM !== "dumb";
}

function around(live: LiveRows | undefined, write: Writer): Writer {
  return live === undefined ? write : live.wrap(write);
}

/** CI systems set `CI`; users undo that with `CI=false` or `CI=0`. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false"].includes(value);
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString("utf8");
}

async function ask(question: string, proposed: string): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C and Ctrl-D end the command: nothing has been written yet.
  const ended = new Promise<never>(() => {
    lines.once("SIGINT", () => process.exit(130));
    lines.once("close", () => setImmediate(() => process.exit(130)));
  });
  const answer = await Promise.race([lines.question(`${question} [${proposed}] `), ended]);
  lines.removeAllListeners("close");
  lines.close();
  return answer.trim() === "" ? proposed : answer.trim();
}
