/** Definitions shared by the process that runs the user's code and the process that supervises it. */

/** Set in the environment of a flowc process that another one supervises. */
export const supervisedVariable = "FLOWC_SUPERVISED";

/** The supervisor's message that the user wants the run to end. */
export interface InterruptMessage {
  readonly interrupt: InterruptSignal;
}

/** Says whether the run in this process undoes what it has done, if it is interrupted. */
export interface UndoesMessage {
  readonly undoes: boolean;
}

export const interruptSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
export type InterruptSignal = (typeof interruptSignals)[number];

/** Whether this process was started with a debugger, which needs a single process, with a port of its own. */
export function hasDebugger(): boolean {
  return process.execArgv.some((arg) => arg.startsWith("--inspect"));
}

/** Whether the arguments name a command that runs the user's code, which may block the process. */
export function needsSupervision(args: readonly string[]): boolean {
  if (process.env[supervisedVariable] !== undefined || hasDebugger()) return false;
  const takesValue = (arg: string | undefined): boolean => arg === "--config" || arg === "--format";
  const command = args.find((arg, at) => !arg.startsWith("-") && !takesValue(args[at - 1]));
  return command === "run";
}
