import { exitStatus, type ExitStatus } from "./exit-status.js";
import type { Terminal } from "./terminal.js";

/**
 * Runs a command and reports "interrupted" if it throws the reason of `Terminal.signal`. Always clears the live line.
 */
export async function interruptible(
  terminal: Pick<Terminal, "live" | "signal" | "error" | "isSupervised">,
  command: () => Promise<ExitStatus>,
): Promise<ExitStatus> {
  try {
    return await command();
  } catch (error) {
    if (!isInterruption(error, terminal)) throw error;
    return reportInterruption(terminal);
  } finally {
    terminal.live?.("");
  }
}

/** Reports that the user stopped the command, unless the supervising process does. */
export function reportInterruption({ error, isSupervised }: Pick<Terminal, "error" | "isSupervised">): ExitStatus {
  if (isSupervised !== true) error("interrupted\n");
  return exitStatus.interrupted;
}

/** Whether an error only says that the user stopped the command. */
export function isInterruption(error: unknown, { signal }: Pick<Terminal, "signal">): boolean {
  return signal.aborted && error === signal.reason;
}
