import { expect, test } from "vitest";
import { shapeOfSize } from "../../bench/shapes.mjs";
import { planFlow } from "../../compiler/plan-flow.js";
import { listSources } from "../../compiler/source-set.js";
import { openHost } from "../open-host.js";

/** How many reads a flow of a shape has, and how many sets, lists and descriptions of writes they share. */
function countParts(shape: string, size: number) {
  const { plan } = planFlow({ path: "a.flow.yaml", text: shapeOfSize(shape, size) }, openHost);
  const sets = plan?.nodes.flatMap(({ reads }) => reads.map(({ sources }) => sources)) ?? [];
  const lists = new Set(sets.map(({ writes }) => writes));
  return {
    reads: sets.length,
    found: sets.reduce((sum, set) => sum + listSources(set).length, 0),
    sets: new Set(sets).size,
    lists: lists.size,
    writes: new Set([...lists].flat()).size,
  };
}

test("reads that may find the same writes share one set", () => {
  const { reads, sets, lists, writes } = countParts("one cycle of many ways back", 1500);
  expect(reads).toBeGreaterThan(200);
  expect({ sets, lists, writes: writes <= reads }).toEqual({ sets: 1, lists: 1, writes: true });
});

test.each([
  ["fan on one path", "$ctx.x"],
  ["fan on paths below one", "$ctx.x"],
  ["chain that reads the whole context", "$ctx"],
  ["choices on one path", "$ctx.x"],
])("%s: all reads of %s share one list of its writes", (shape) => {
  const { reads, found, lists, writes } = countParts(shape, 1500);
  expect(reads).toBeGreaterThan(200);
  expect(found).toBeGreaterThan(10 * reads);
  expect({ lists, writes: writes <= reads }).toEqual({ lists: 1, writes: true });
});
