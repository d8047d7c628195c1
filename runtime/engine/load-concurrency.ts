import type { Scheduler } from "../feature.js";

/** What runs several activations at once, for a run whose options ask for it where the flow's module does not. */
export async function loadConcurrency(): Promise<Scheduler> {
  const { concurrencySupport } = await import("./concurrency.js");
  return concurrencySupport.scheduler;
}
