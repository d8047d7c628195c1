import { describe, expect, it, test } from "vitest";
import { compareRuns } from "../../trace/run/compare-runs.js";
import { nodeTotals } from "../../trace/run/node-totals.js";
import { originsOf } from "../../trace/run/origin-of.js";
import type { RecordedRun } from "../../trace/run/recorded-run.js";
import { called, child, failing } from "../runtime/children.js";
import { flow, node, same } from "../runtime/flows.js";
import { recordFlow, threeDeep } from "./record-children.js";
import { runsIn } from "./record-run.js";

async function runOf(...given: Parameters<typeof recordFlow>): Promise<RecordedRun> {
  const [run] = runsIn(await recordFlow(...given));
  if (run === undefined) throw new Error("no run");
  return run;
}

/** The second item fails at its first attempt. */
function shaky(): (item: number) => number {
  let calls = 0;
  return (item) => {
    calls += 1;
    if (calls === 2) throw new RangeError("busy");
    return item * 10;
  };
}

const thirdFails = (item: number): number => {
  if (item === 3) throw new TypeError("no three");
  return item;
};

/** `a/b#2 ok`. */
const namesIn = (run: Pick<RecordedRun, "activations">): string[] =>
  run.activations.map(({ within = [], node: id, visit, state }) => `${[...within, id].join("/")}#${visit} ${state}`);

describe("runs of flows that nodes ran (SPEC 13)", () => {
  it("are apart from the run, each with activations of its own, one for each attempt", async () => {
    const run = await runOf(threeDeep(shaky()));
    expect(run.activations.map(({ node: id }) => id)).toEqual(["a", "each", "n", "each", "n", "each", "n", "last"]);
    expect(run.inner?.map(({ flow: name, file, status, ...inner }) => [name, file, status, namesIn(inner)])).toEqual([
      ["mid", "flows/mid.flow.yaml", "done", ["n#1@1/a#1 ok", "n#1@1/n#1 ok"]],
      ["deep", "flows/deep.flow.yaml", "done", ["n#1@1/n#1@1/a#1 ok"]],
      ["mid", "flows/mid.flow.yaml", "done", ["n#2@1/a#1 ok", "n#2@1/n#1 ok"]],
      ["deep", "flows/deep.flow.yaml", "failed", ["n#2@1/n#1@1/a#1 failed"]],
      ["deep", "flows/deep.flow.yaml", "done", ["n#2@1/n#1@2/a#1 ok"]],
      ["mid", "flows/mid.flow.yaml", "done", ["n#3@1/a#1 ok", "n#3@1/n#1 ok"]],
      ["deep", "flows/deep.flow.yaml", "done", ["n#3@1/n#1@1/a#1 ok"]],
    ]);
    expect(run.inner?.[3]).toMatchObject({ input: 2, error: { message: "busy" }, activations: [{ input: 2 }] });
    const inner = run.inner?.flatMap(({ start, end, activations }) => [start, ...activations.map((of) => of.end), end]);
    for (const time of inner ?? []) expect(time).toBeLessThanOrEqual(run.duration);
  });

  it("add up by path, the nodes of a flow after the node that ran it", async () => {
    const totals = nodeTotals(await runOf(threeDeep(shaky())));
    expect(
      [...totals.values()].map(({ path, activations, states, retries }) => [
        path.join("/"),
        activations.length,
        states.failed,
        retries,
      ]),
    ).toEqual([
      ["a", 1, 0, 0],
      ["each", 3, 0, 0],
      ["n", 3, 0, 0],
      ["n/a", 3, 0, 0],
      ["n/n", 3, 0, 1],
      ["n/n/a", 4, 1, 0],
      ["last", 1, 0, 0],
    ]);
  });

  it("say where a failure came from: the innermost node, and its place", async () => {
    const run = await runOf(threeDeep(thirdFails));
    const origin = originsOf(run);
    const failed = run.activations.find(({ state }) => state === "failed");
    expect(failed).toMatchObject({ node: "n", visit: 3 });
    expect(failed && origin(failed)).toMatchObject({
      node: "a",
      within: ["n#3@1", "n#1@2"],
      at: "flows/deep.flow.yaml:7:3",
    });
    expect(run.activations.filter(({ state }) => state === "ok").map(origin)).toEqual(Array(6).fill(undefined));
    const own = await runOf(
      flow([child("n", called([node("a", () => new Promise(() => undefined))]), [], { policy: { timeout: 5 } })]),
    );
    expect(own.activations.map(origin)).toEqual([undefined]);
    expect(own.inner?.map(namesIn)).toEqual([["n#1@1/a#1 cut"]]);
  });

  it("keep ids apart that look like steps and paths", async () => {
    const ids = ["a#1@1", "a/b", '["a","b"]', "%23", "a"];
    const inner = called(ids.map((id, at) => node(id, same, ids.slice(at + 1, at + 2))));
    const run = await runOf(flow(ids.map((id, at) => child(id, inner, ids.slice(at + 1, at + 2)))));
    const paths = [...nodeTotals(run).values()].map(({ path }) => path);
    expect(paths).toEqual(ids.flatMap((id) => [[id], ...ids.map((inside) => [id, inside])]));
  });

  test("of a process that ended are cut off with it; the next process begins them again", async () => {
    const whole = await recordFlow(threeDeep(shaky()));
    const at = whole.indexOf("\n", whole.indexOf('"type":"retry"')) + 1;
    const [cut] = runsIn(whole.slice(0, at));
    expect(cut?.inner?.map(({ status, ...inner }) => [status, namesIn(inner)]).slice(2)).toEqual([
      ["cut off", ["n#2@1/a#1 ok", "n#2@1/n#1 cut"]],
      ["failed", ["n#2@1/n#1@1/a#1 failed"]],
    ]);
    const resumed = whole.replace(/"startedAt":"[^"]*"/u, '"startedAt":"2099-01-01T00:00:00Z","resumed":true');
    const [both] = runsIn(whole.slice(0, at) + resumed);
    expect(both?.inner?.map(namesIn)).toEqual((runsIn(whole)[0]?.inner ?? []).map(namesIn));
    const second = both?.processes[1]?.start ?? 0;
    expect(both?.inner?.map(({ start }) => start >= second)).toEqual([false, false, true, true, true, true, true]);
  });
});

describe("comparing runs whose nodes ran flows", () => {
  it("finds what differs in them, item by item and attempt by attempt", async () => {
    const runs = [await runOf(threeDeep((item) => item)), await runOf(threeDeep(thirdFails))];
    const differences = compareRuns(runs).filter(({ differs }) => differs.length > 0);
    expect(differences.map(({ path, differs }) => [path.join("/"), ...differs])).toEqual([
      ["n", "outcome", "result"],
      ["n/n", "outcome", "result"],
      ["n/n/a", "visits", "outcome", "result"],
      ["last", "visits"],
    ]);
    expect(differences[2]?.first).toMatchObject([
      { within: ["n#3@1", "n#1@1"], state: "ok" },
      { within: ["n#3@1", "n#1@1"], state: "failed" },
    ]);
  });

  it("finds nothing where items ran in another order", async () => {
    const tested = (waits: readonly number[]) =>
      threeDeep(async (item) => {
        await new Promise((resolve) => setTimeout(resolve, waits[item]));
        return item;
      });
    const runs = [await runOf(tested([0, 1, 1, 1])), await runOf(tested([0, 9, 5, 1]))];
    expect(compareRuns(runs).flatMap(({ differs }) => differs)).toEqual([]);
  });

  it("finds nothing where nothing failed", async () => {
    const tested = flow([child("n", called([node("a", same)]))]);
    expect(compareRuns([await runOf(tested), await runOf(tested)]).flatMap(({ differs }) => differs)).toEqual([]);
    const failed = await runOf(flow([child("n", called([node("a", failing("no"))]))]));
    expect(compareRuns([failed, await runOf(tested)]).map(({ path }) => path)).toEqual([["n"], ["n", "a"]]);
  });
});
