import { type ChildProcess, spawn, type StdioOptions } from "node:child_process";
import { type InterruptMessage, type InterruptSignal, supervisedVariable, type UndoesMessage } from "./supervision.js";

/** Milliseconds that an interrupted run may take to end; SPEC 11 grants a second. */
const grace = 800;

/** A process of flowc that runs the user's code, which may block it. */
export interface SupervisedProcess {
  readonly child: ChildProcess;
  /** Whether it was asked to end. */
  isInterrupted(): boolean;
  /** Asks the process to end. It is killed after a while, or if it is asked again. */
  interrupt(signal: InterruptSignal): void;
}

export interface SupervisedOptions {
  /** The standard streams, without the channel for messages. */
  readonly stdio: readonly ("inherit" | "ignore" | "pipe")[];
  readonly execArgv: readonly string[];
}

/** Starts flowc with these arguments in a process that this one supervises. */
export function startSupervised(args: readonly string[], { stdio, execArgv }: SupervisedOptions): SupervisedProcess {
  const [script = ""] = process.argv.slice(1);
  const child = spawn(process.execPath, [...execArgv, script, ...args], {
    stdio: [...stdio, "ipc"] as StdioOptions,
    env: { ...process.env, [supervisedVariable]: "1" },
  });
  let isInterrupted = false;
  // A run that undoes takes its time; asking again ends it.
  let undoes = false;
  child.on("message", (message: Partial<UndoesMessage>) => (undoes = message.undoes ?? undoes));
  const kill = (): boolean => child.kill("SIGKILL");
  return {
    child,
    isInterrupted: () => isInterrupted,
    interrupt: (interrupt) => {
      if (isInterrupted) {
        kill();
        return;
      }
      isInterrupted = true;
      // The process may have just ended.
      child.send({ interrupt } satisfies InterruptMessage, () => undefined);
      if (!undoes) setTimeout(kill, grace).unref();
    },
  };
}
