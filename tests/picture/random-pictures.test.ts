import fc from "fast-check";
import { expect, test } from "vitest";
import type { Picture } from "../../picture/picture.js";
import { svgOf } from "../../picture/svg/svg.js";
import { outlineOf } from "../../picture/text/outline.js";
import { loadLayout } from "../../src/graph/layout.js";
import { edgeFaults } from "./edge-faults.js";
import { placeFaults, siblingPairs, textFaults } from "./faults-of.js";
import { randomPicture } from "./random-picture.js";
import { drawnRuns } from "../drawn-runs.js";

const runs = drawnRuns({ short: 40, long: 200 });

/** The picture with a condition on every third edge: random flows have none. */
function withConditions(picture: Picture): Picture {
  const labels = ["when $result.total >= 1000 and not $ctx.done", "otherwise"];
  const edges = picture.edges.map((edge, index) =>
    edge.kind === "flow" && edge.isBack !== true && index % 3 === 0
      ? { ...edge, kind: "choice" as const, label: labels[index % 2] ?? "" }
      : edge,
  );
  return { ...picture, edges };
}

/** The picture with names that are long, from right to left, wide or of several lines, on every third node. */
function withHostileNames(picture: Picture): Picture {
  const names = [
    "שלום עולם \u202eabc",
    "処理を開始する関数の名前がとても長い場合",
    "👩‍👩‍👧‍👦 family 🚚🚚🚚",
    "a",
    "a_very_long_name_without_any_blank_at_which_it_could_be_cut_and_more",
    "x\ny",
    "<b>&\"'",
  ];
  const nodes = picture.nodes.map((node, index) =>
    index % 3 === 0 ? { ...node, label: names[index % names.length] ?? "" } : node,
  );
  return { ...picture, input: `types.ts#${names[picture.nodes.length % names.length]}`, nodes };
}

test("random flows: no overlap, no line missing, hidden or against the flow, each text free", async () => {
  const layout = await loadLayout();
  const { seed = 1 } = fc.readConfigureGlobal();
  const seen = new Map<string, number>();
  const count = (what: string, by = 1): void => void seen.set(what, (seen.get(what) ?? 0) + by);
  for (let number = 0; number < runs; number++) {
    const own = (seed * 1_000_003 + number) % 2 ** 31;
    const plain = randomPicture(own);
    const conditional = number % 3 === 0 ? withConditions(plain) : plain;
    const picture = number % 4 < 2 ? withHostileNames(conditional) : conditional;
    const direction = number % 2 === 0 ? ("down" as const) : ("right" as const);
    const placed = await layout(picture, { direction });
    const svg = svgOf(placed);
    expect({ own, faults: [...placeFaults(placed), ...edgeFaults(placed), ...textFaults(svg)] }).toEqual({
      own,
      faults: [],
    });
    expect(outlineOf(picture).split("\n").length).toBeGreaterThan(picture.nodes.length);
    if (number % 10 === 0) expect(svgOf(await layout(picture, { direction }))).toBe(svg);
    const pairs = siblingPairs(placed);
    count("pairs of siblings", pairs.all);
    count("mirrored", pairs.mirrored.length);
    for (const { edge, label } of placed.edges)
      if (edge.label !== undefined) count(label === undefined ? "unwritten" : "written");
    for (const { kind, isBack } of picture.edges) count(isBack === true ? "back" : kind);
    if (picture.handler !== undefined) count("handler");
    if (picture.isPartial === true) count("partial");
  }
  for (const what of ["flow", "choice", "error", "body", "done", "back", "handler", "partial"]) {
    expect([what, seen.get(what) ?? 0]).toEqual([what, expect.toSatisfy((found: number) => found >= runs / 15)]);
  }
  // A text that has no room is only in the title of its edge.
  expect(seen.get("unwritten") ?? 0).toBeLessThan((seen.get("written") ?? 0) / 20);
  // The layout of a container keeps the order but where a line that is longer than a row comes in between.
  expect(seen.get("mirrored") ?? 0).toBeLessThan((seen.get("pairs of siblings") ?? 0) / 25);
}, 300_000);
