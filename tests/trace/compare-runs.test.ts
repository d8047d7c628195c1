import { expect, test } from "vitest";
import { compareRuns } from "../../trace/run/compare-runs.js";
import type { RecordedActivation } from "../../trace/run/recorded-run.js";
import { eventful, eventfulFunctions, recordRun, runsIn } from "./record-run.js";

const runWith = async (more: Readonly<Record<string, (...args: never) => unknown>>, id: string) =>
  runsIn(await recordRun(eventful, { ...eventfulFunctions(), ...more }, { input: 1, run: { id } }));

test("equal runs differ in time at most", async () => {
  const runs = [...(await runWith({}, "a")), ...(await runWith({}, "b"))];
  expect(compareRuns(runs).flatMap(({ differs }) => differs)).toEqual([]);
});

test("says which nodes ran, failed or gave something else", async () => {
  const fails = (n: number): number => {
    if (n === 2) throw new Error("not two");
    return n * 10;
  };
  const runs = [...(await runWith({}, "a")), ...(await runWith({ rescue: () => "saved", item: fails }, "b"))];
  const differences = new Map(compareRuns(runs).map((difference) => [difference.path.join("/"), difference]));
  const differs = [...differences].flatMap(([node, { differs: what }]) => (what.length === 0 ? [] : [[node, what]]));
  expect(differs).toEqual([
    ["rescue", ["result"]],
    ["each", ["visits"]],
    ["item", ["visits", "outcome", "result"]],
    ["last", ["visits"]],
  ]);
  expect(differences.get("item")?.first).toMatchObject([
    { index: [1], result: 20 },
    { index: [1], state: "failed" },
  ]);
  expect(differences.get("last")?.totals.map((totals) => totals?.activations.length)).toEqual([1, undefined]);
});

test("compares the same item, also if items ran in another order", () => {
  const of = (visit: number, index: number): RecordedActivation => ({
    node: "a",
    visit,
    index: [index],
    causes: [],
    state: "ok",
    start: 0,
    end: 1,
    restarts: 0,
    retries: [],
    result: index * 10,
  });
  const run = { runId: "", flow: "f", status: "done", startedAt: "", duration: 1, processes: [], waiting: [] } as const;
  const runs = [
    { ...run, activations: [of(1, 0), of(2, 1)] },
    { ...run, activations: [of(1, 1), of(2, 0)] },
  ];
  expect(compareRuns(runs)).toMatchObject([{ path: ["a"], differs: [], isSlower: false }]);
});
