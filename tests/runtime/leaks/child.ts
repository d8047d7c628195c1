/** Runs every scenario, and prints as JSON what each of them left behind. */
import { scenarios } from "./scenarios.js";

const unhandled: string[] = [];
process.on("unhandledRejection", (reason) => unhandled.push(String(reason)));
const timersOf = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const found = [];
for (const { name, ends, run } of scenarios) {
  unhandled.length = 0;
  const open = new Map<string, number>();
  const before = timersOf();
  let end = "well";
  try {
    await run(open);
  } catch (error) {
    end = error instanceof Error ? error.name : String(error);
    if (end !== ends) end = String(error);
  }
  // What callables started themselves ends within this time. What the runtime started must already be gone.
  await pause(25);
  const left = [...open].filter(([, many]) => many !== 0).map(([what, many]) => `${many} × ${what}`);
  found.push({ name, end, timers: timersOf() - before, unhandled: [...unhandled], left });
}
process.stdout.write(JSON.stringify(found));
