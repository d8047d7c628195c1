import fc from "fast-check";
import type { FlowSpec } from "@flowc/runtime";
import { describe, expect, it } from "vitest";
import type { Answering } from "./answering.js";
import { compareAtOnce, compareInOrder } from "./compare.js";
import { compareHosted } from "./compare-hosted.js";
import { allConstructs, constructsOf, nestedEnds } from "./constructs.js";
import { membersOf } from "./graph-of.js";
import { interpret } from "./interpret.js";
import { randomSpec } from "./random-spec.js";
import { drawnRuns } from "../drawn-runs.js";

/** `RUNS=100000 SEED=random npx vitest run tests/model` runs a campaign. A failure prints the seed of its flow. */
const numRuns = drawnRuns({ short: 350, long: 2000 });
const parameters: fc.Parameters<unknown> = {
  numRuns,
  // Seeds are not shrunk: the flow of the printed seed is the one that fails.
  endOnFailure: true,
};
const seed = fc.nat(2 ** 31 - 1);

/** The maximum number of cycles around one node. */
function depthOf({ cycles = [] }: FlowSpec): number {
  const all = cycles.map(({ header }) => membersOf(header, cycles));
  return Math.max(0, ...cycles.map(({ header }) => all.filter((members) => members.has(header)).length));
}

describe("the runtime, compared with a second interpreter of the language", () => {
  it("leaves the same context if nothing overlaps", { timeout: 3_600_000 }, async () => {
    let compared = 0;
    let deep = 0;
    let errorFree = 0;
    const constructs = new Map<string, number>([...allConstructs, ...nestedEnds].map((construct) => [construct, 0]));
    await fc.assert(
      fc.asyncProperty(seed, async (of) => {
        const spec = randomSpec(of);
        if (spec === undefined) return;
        compared += 1;
        if (depthOf(spec.model) > 2) deep += 1;
        await compareInOrder(spec);
        const run = interpret(spec.model, "in", { maxSteps: 80, stops: true });
        if (run.errors.length === 0) errorFree += 1;
        for (const one of constructsOf(spec, run)) constructs.set(one, (constructs.get(one) ?? 0) + 1);
      }),
      parameters,
    );
    const share = (count: number): number => Math.round((1000 * count) / compared) / 10;
    const shares = [...constructs, ["no error", errorFree] as const].map(
      ([name, count]) => `${share(count).toFixed(1).padStart(6)} %  ${name}`,
    );
    process.stdout.write(`${[`of ${compared} flows`, ...shares].join("\n")}\n`);
    // Chance moves the shares of a short campaign.
    const least = numRuns < 2000 ? 3 : 5;
    for (const one of allConstructs) expect(share(constructs.get(one) ?? 0), one).toBeGreaterThanOrEqual(least);
    for (const one of nestedEnds) expect(constructs.get(one), one).toBeGreaterThan(0);
    expect(share(constructs.get("a flow: success") ?? 0)).toBeGreaterThanOrEqual(5);
    expect(share(errorFree)).toBeGreaterThanOrEqual(60);
    expect(compared).toBeGreaterThan(numRuns / 3);
    expect(deep).toBeGreaterThan(numRuns / 50);
  });

  it("leaves the same at any concurrency, timing aside", { timeout: 3_600_000 }, async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(seed, fc.constantFrom(1, 2, 3, 8, Infinity), async (of, concurrency) => {
        const spec = randomSpec(of);
        if (spec === undefined) return;
        if ((await compareAtOnce(spec, concurrency)) === "compared") compared += 1;
      }),
      parameters,
    );
    expect(compared).toBeGreaterThan(numRuns / 6);
  });

  it(
    "leaves the same context under a host, and again when its record is replayed",
    { timeout: 3_600_000 },
    async () => {
      const answering = fc.constantFrom<Answering>("at once", "settled", "late");
      await fc.assert(
        fc.asyncProperty(seed, answering, fc.constantFrom(1, 2, Infinity), async (of, answers, concurrency) => {
          const spec = randomSpec(of);
          if (spec !== undefined) await compareHosted(spec, answers, concurrency);
        }),
        { ...parameters, numRuns: Math.ceil(numRuns / 3) },
      );
    },
  );
});
