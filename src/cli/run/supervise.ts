import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { exitStatus } from "../../base/exit-status.js";
import { type InterruptMessage, type InterruptSignal, interruptSignals, supervisedVariable } from "./supervision.js";

/** How long a run may take to end after it was interrupted: SPEC 11 grants a second. */
const grace = 800;

/**
 * Runs flowc with these arguments in a process of its own and gives its exit status. While a callable blocks its thread, no
 * handler of a signal is called there: somebody else has to end the process (SPEC 11). In a worker thread the user's code would
 * not have all of Node (`process.chdir`, some native modules), and blocks the standard input.
 */
export async function supervise(args: readonly string[]): Promise<number> {
  const [script = ""] = process.argv.slice(1);
  const child = spawn(process.execPath, [...process.execArgv, script, ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, [supervisedVariable]: "1" },
  });
  const state = { isInterrupted: false };
  const kill = (): boolean => child.kill("SIGKILL");
  const onSignal = (interrupt: InterruptSignal): void => {
    if (state.isInterrupted) {
      kill();
      return;
    }
    state.isInterrupted = true;
    // It may have ended just now.
    child.send({ interrupt } satisfies InterruptMessage, () => undefined);
    setTimeout(kill, grace).unref();
  };
  for (const signal of interruptSignals) process.on(signal, onSignal);
  const [status, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  if (status !== null) return status;
  const isAsked = state.isInterrupted || signal === "SIGINT";
  if (isAsked) process.stderr.write("interrupted\n");
  return isAsked || signal === null ? exitStatus.interrupted : 128 + constants.signals[signal];
}
