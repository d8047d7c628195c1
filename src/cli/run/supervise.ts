import { once } from "node:events";
import { constants } from "node:os";
import { exitStatus } from "../../base/exit-status.js";
import { startSupervised } from "./supervised-process.js";
import { interruptSignals } from "./supervision.js";

/**
 * Runs flowc with these arguments in a child process and returns its exit status. While a callable blocks the thread,
 * its process cannot handle signals, so another process must be able to end it (SPEC 11). A worker thread would not do:
 * in it, the user's code lacks parts of Node (`process.chdir`, some native modules), and blocks standard input.
 */
export async function supervise(args: readonly string[]): Promise<number> {
  const { execArgv } = process;
  const { child, interrupt, isInterrupted } = startSupervised(args, {
    stdio: ["inherit", "inherit", "inherit"],
    execArgv,
  });
  for (const name of interruptSignals) process.on(name, interrupt);
  const [status, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  if (status !== null && status !== exitStatus.interrupted) return status;
  const isAsked = isInterrupted() || status !== null || signal === "SIGINT";
  if (isAsked) process.stderr.write("interrupted\n");
  return isAsked || signal === null ? exitStatus.interrupted : 128 + constants.signals[signal];
}
