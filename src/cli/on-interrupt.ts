import {
  type InterruptMessage,
  type InterruptSignal,
  interruptSignals,
  supervisedVariable,
} from "./run/supervision.js";

/**
 * Calls back for each request of the user to end the command, by a signal or from the supervising process.
 *
 * @returns whether there is a supervising process
 */
export function onInterrupt(heard: (signal: InterruptSignal) => void): boolean {
  if (process.env[supervisedVariable] === undefined || process.send === undefined) {
    for (const signal of interruptSignals) process.on(signal, heard);
    return false;
  }
  // Processes that the user's code starts must not inherit it.
  Reflect.deleteProperty(process.env, supervisedVariable);
  // A terminal sends its signals to both processes; the supervising one decides.
  for (const signal of interruptSignals) process.on(signal, () => undefined);
  process.on("message", ({ interrupt }: InterruptMessage) => heard(interrupt));
  process.once("disconnect", () => heard("SIGHUP"));
  // Only the user's code determines how long the process lives.
  process.channel?.unref();
  return true;
}
