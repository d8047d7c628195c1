import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { exitStatus } from "../../base/exit-status.js";
import { type InterruptMessage, type InterruptSignal, interruptSignals, supervisedVariable } from "./supervision.js";

/** Milliseconds that an interrupted run may take to end; SPEC 11 grants a second. */
const grace = 800;

/**
 * Runs flowc with these arguments in a child process and returns its exit status. While a callable blocks the thread,
 * its process cannot handle signals, so another process must be able to end it (SPEC 11). A worker thread would not do:
 * in it, the user's code lacks parts of Node (`process.chdir`, some native modules), and blocks standard input.
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
    // The process may have just ended.
    child.send({ interrupt } satisfies InterruptMessage, () => undefined);
    setTimeout(kill, grace).unref();
  };
  for (const signal of interruptSignals) process.on(signal, onSignal);
  const [status, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  if (status !== null && status !== exitStatus.interrupted) return status;
  const isAsked = state.isInterrupted || status !== null || signal === "SIGINT";
  if (isAsked) process.stderr.write("interrupted\n");
  return isAsked || signal === null ? exitStatus.interrupted : 128 + constants.signals[signal];
}
