import { exitStatus, type ExitStatus } from "./exit-status.js";
import type { Terminal } from "./terminal.js";

/**
 * Runs a command and reports "interrupted" if it throws the reason of `Terminal.signal`. Always clears the live line.
 */
export async function interruptible(
  terminal: Pick<Terminal, "live" | "signal" | "error">,
  command: () => Promise<ExitStatus>,
): Promise<ExitStatus> {
  try {
    return await command();
  } catch (error) {
    if (!isInterruption(error, terminal)) throw error;
    terminal.error("interrupted\n");
    return exitStatus.interrupted;
  } finally {
    terminal.live?.("");
  }
}

/** Whether an error only says that the user stopped the command. */
export function isInterruption(error: unknown, { signal }: Pick<Terminal, "signal">): boolean {
  return signal.aborted && error === signal.reason;
}
