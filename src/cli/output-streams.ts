import { fstatSync, writeFileSync } from "node:fs";
import { describeFailure } from "../base/describe-failure.js";
import { exitStatus } from "../base/exit-status.js";
import { visibleText } from "../base/visible-text.js";

/** Ends the process once all output is written, with this status or, if some of it is lost, with that of a failed write. */
export type Finish = (status: number) => void;

/**
 * Follows stdout and stderr to their ends. A reader that went away (`flowc explain | head`) is fine: the remaining output is dropped. Any
 * other failure is reported once.
 */
export function watchOutput(): Finish {
  const { stdout, stderr } = process;
  let hasLost = false;
  const onError = (name: string, error: NodeJS.ErrnoException): void => {
    // After the first failure, each further write fails because the stream is closed.
    if (hasLost || isReaderGone(error)) return;
    hasLost = true;
    const { message, help } = describeFailure(name, "written", error);
    const cure = help === undefined ? "" : `  = help: ${help}\n`;
    stderr.write(`error: ${visibleText(message)}\n${cure}`);
  };
  for (const [name, stream] of [["stdout", stdout] as const, ["stderr", stderr] as const]) {
    stream.on("error", (error: NodeJS.ErrnoException) => onError(name, error));
    writeWhole(stream);
  }
  return (status) => {
    process.exitCode = status;
    // The process would not end by itself if callables of a run left timers behind.
    const end = (): void => process.exit(hasLost && status < exitStatus.usage ? exitStatus.usage : status);
    afterWrites(stdout, () => afterWrites(stderr, end));
  };
}

/** Whether the reader of a stream went away, which is fine. */
export function isReaderGone({ code }: NodeJS.ErrnoException): boolean {
  return code === "EPIPE" || code === "ERR_STREAM_DESTROYED";
}

/** Calls back when a stream has written its texts and reported its failures, which comes later. Writes nothing where nothing waits. */
function afterWrites(stream: NodeJS.WriteStream, next: () => void): void {
  if (stream.writableLength === 0) setImmediate(next);
  else stream.write("", () => setImmediate(next));
}

/** Writes to files here: Node reports no failure if a full disk takes only the first part of a text. */
function writeWhole(stream: NodeJS.WriteStream & { readonly fd?: number }): void {
  const { fd } = stream;
  if (fd === undefined || !fstatSync(fd).isFile()) return;
  stream._write = (data: string | Uint8Array, _encoding, done) => {
    try {
      writeFileSync(fd, data);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    done();
  };
}
