import { expect, test } from "vitest";
import { shapeOfSize } from "../../bench/shapes.mjs";
import { planFlow } from "../../compiler/plan-flow.js";
import { openHost } from "../open-host.js";

/** How many reads a flow of a shape has, and how many lists and descriptions of writes they share. */
function countParts(shape: string, size: number) {
  const { plan } = planFlow({ path: "a.flow.yaml", text: shapeOfSize(shape, size) }, openHost);
  const lists = plan?.nodes.flatMap(({ reads }) => reads.map(({ sources }) => sources)) ?? [];
  return { reads: lists.length, lists: new Set(lists).size, sources: new Set(lists.flat()).size };
}

test("reads that may find the same writes share one list", () => {
  const { reads, lists, sources } = countParts("one cycle of many ways back", 1500);
  expect(reads).toBeGreaterThan(200);
  expect({ lists, sources: sources <= reads }).toEqual({ lists: 1, sources: true });
});

test.each(["fan on one path", "fan on paths below one", "chain that reads the whole context", "choices on one path"])(
  "%s: each write is described once, or twice if it is not always certain",
  (shape) => {
    const { reads, sources } = countParts(shape, 1500);
    expect(reads).toBeGreaterThan(200);
    expect(sources).toBeLessThanOrEqual(2 * reads);
  },
);
