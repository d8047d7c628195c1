import { expect, test } from "vitest";
import type { Activations } from "../../compiler/analyze/facts/activations.js";
import { createRandom, type Random, randomFlow, withDecisions } from "./random-flow.js";
import { analyzeRandom, createChooser } from "./run-every-way.js";

type Counts = Parameters<Activations["coincidingPair"]>[0];

/** The counts of most nodes and of some edges, in any order, some of them twice. */
function randomCounts(activations: Activations, size: number, random: Random): Counts {
  return Array.from({ length: 9 + random(12) }, () => {
    const node = random(size);
    return random(3) === 0 ? activations.edgeOf(random(size), node) : activations.startsOf(node);
  });
}

function firstPair(
  counts: Counts,
  isPair: (one: number, other: number) => boolean,
): readonly [number, number] | undefined {
  for (const [index, one] of counts.entries()) {
    for (let next = index + 1; next < counts.length; next++) {
      const other = counts[next];
      if (one !== undefined && other !== undefined && isPair(one, other)) return [index, next];
    }
  }
  return undefined;
}

test("comparing many counts at once gives the same as comparing each pair", () => {
  const seen = { coinciding: 0, impossible: 0, apart: 0, neither: 0 };
  for (let seed = 0; seed < 1500; seed++) {
    const random = createRandom(seed);
    const size = 8 + random(24);
    const flow = randomFlow(random, true, size);
    const analyzed = analyzeRandom(random(2) === 0 ? flow : withDecisions(flow, random), createChooser());
    if (analyzed === undefined) continue;
    const { activations } = analyzed.analysis;
    for (let list = 0; list < 4; list++) {
      const all = randomCounts(activations, size, random);
      // In most lists of all counts some can meet. With these, the list would show little about the others.
      const counts = list < 2 ? all : apartOf(all, activations);
      const coinciding = firstPair(counts, activations.canCoincide);
      const impossible = firstPair(counts, (one, other) => activations.impossiblePair([one, other]) !== undefined);
      expect({ seed, pair: activations.coincidingPair(counts) }).toEqual({ seed, pair: coinciding });
      expect({ seed, pair: activations.impossiblePair(counts) }).toEqual({ seed, pair: impossible });
      const isApart = activations.areKnownApart(counts.filter((count) => count !== undefined));
      if (isApart) expect({ seed, coinciding }).toEqual({ seed, coinciding: undefined });
      if (coinciding !== undefined) seen.coinciding += 1;
      if (impossible !== undefined) seen.impossible += 1;
      if (isApart && counts.length > 8) seen.apart += 1;
      if (coinciding === undefined && impossible === undefined) seen.neither += 1;
    }
  }
  for (const [kind, times] of Object.entries(seen))
    expect({ kind, isTried: times > 25 }).toEqual({ kind, isTried: true });
});

/** The counts of a list without any that can coincide with an earlier one. */
function apartOf(counts: Counts, { canCoincide }: Activations): Counts {
  const kept: number[] = [];
  for (const count of counts) {
    if (count !== undefined && kept.every((other) => !canCoincide(other, count))) kept.push(count);
  }
  return kept;
}
