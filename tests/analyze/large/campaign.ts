import { expect } from "vitest";
import fc from "fast-check";
import { createRandom } from "../random-flow.js";
import { countAlarms } from "./count-alarms.js";
import { createCoverage } from "./coverage.js";
import { generateFlow } from "./generate-flow.js";
import { judgeFlow } from "./judge.js";
import { reportFault, yamlOf } from "./report-fault.js";
import { runForReal } from "./run-for-real.js";
import { drawnRuns } from "../../drawn-runs.js";

/** Codes that enough flows of a campaign must have. */
const heldCodes = [
  "context/concurrent-read",
  "context/concurrent-write",
  "context/dead-write",
  "context/maybe-unset",
  "cycle/no-exit",
  "cycle/shared-read",
  "join/fires-twice",
  "join/may-not-fire",
  "join/mixed-iterations",
  "join/never-fires",
  "joins/not-a-join",
  "loop/leads-back",
  "loop/shared-read",
  "node/unreachable",
  "payload/not-yet-run",
  "policy/goto-endless",
] as const;

const flowsOfAll = drawnRuns({ short: 5_000, long: 20_000 });
/** A shorter campaign says nothing about how often something occurs. */
const leastFlows = 5_000;
/** One flow in this many also runs on the runtime. */
const realEach = 20;
/** One flow in this many has an error handler of the flow. */
const handledEach = 4;

/**
 * Runs the campaign. All of it is one sample: how many findings may be false is a share of them, and in half of it chance alone
 * would exceed the bound now and then.
 */
export async function runCampaign(): Promise<void> {
  const { seed = 1 } = fc.readConfigureGlobal();
  const coverage = createCoverage(heldCodes);
  const alarms = countAlarms();
  for (let number = 0; number < flowsOfAll; number++) {
    const own = (seed * 1_000_003 + number) % 2 ** 31;
    const flow = generateFlow(createRandom(own));
    const judged = judgeFlow(flow, createRandom(own));
    coverage.add(flow, judged);
    alarms.add(judged, flow, own);
    const [fault] = judged.faults;
    if (fault !== undefined) expect.fail(reportFault(flow, fault.kind, own));
    const hasHandler = typeof flow.onError === "object";
    if (judged.analyzed.hasErrors || number % (hasHandler ? handledEach : realEach) > 0) continue;
    const [seen] = await runForReal(flow, judged.analyzed, own);
    if (seen !== undefined)
      expect.fail([`seed ${own}, ${seen.kind}`, yamlOf(flow), seen.verdict, seen.witness].join("\n"));
  }
  const { text, missing } = coverage.table();
  process.stdout.write(`${text}\n${alarms.table()}\n`);
  const excess = alarms.excess();
  if (excess !== undefined) expect.fail(excess);
  if (flowsOfAll >= leastFlows) expect(missing).toEqual([]);
}
