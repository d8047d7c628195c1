import {
  type InterruptMessage,
  type InterruptSignal,
  interruptSignals,
  supervisedVariable,
} from "./run/supervision.js";

/** Calls back for each wish of the user to end the command: by a signal, or by the process that watches over this one. */
export function onInterrupt(heard: (signal: InterruptSignal) => void): void {
  if (process.env[supervisedVariable] === undefined || process.send === undefined) {
    for (const signal of interruptSignals) process.on(signal, heard);
    return;
  }
  // Not for what the user's code starts.
  Reflect.deleteProperty(process.env, supervisedVariable);
  // A terminal sends its signals to both processes: the other one decides.
  for (const signal of interruptSignals) process.on(signal, () => undefined);
  process.on("message", ({ interrupt }: InterruptMessage) => heard(interrupt));
  process.once("disconnect", () => heard("SIGHUP"));
  // The user's code alone decides how long the process lives.
  process.channel?.unref();
}
