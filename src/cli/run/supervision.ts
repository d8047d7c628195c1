/** What a process that runs the user's code, and the one that watches over it, know of each other. */

/** Says to a process of flowc that another one watches over it. */
export const supervisedVariable = "FLOWC_SUPERVISED";

/** What the watching process sends: the user wants the run to end. */
export interface InterruptMessage {
  readonly interrupt: InterruptSignal;
}

export const interruptSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
export type InterruptSignal = (typeof interruptSignals)[number];

/** Whether the arguments are those of a command that runs the user's code, for as long as that takes. */
export function needsSupervision(args: readonly string[]): boolean {
  // A debugger wants one process, whose port is its own.
  if (process.env[supervisedVariable] !== undefined || process.execArgv.some((arg) => arg.startsWith("--inspect"))) {
    return false;
  }
  const takesValue = (arg: string | undefined): boolean => arg === "--config" || arg === "--format";
  const command = args.find((arg, at) => !arg.startsWith("-") && !takesValue(args[at - 1]));
  return command === "run";
}
