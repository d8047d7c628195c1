import fc from "fast-check";
import { expect, test } from "vitest";
import { expandFlows } from "../../picture/expand-flows.js";
import type { Picture } from "../../picture/picture.js";
import { svgOf } from "../../picture/svg/svg.js";
import { dotOf } from "../../picture/text/dot.js";
import { mermaidOf } from "../../picture/text/mermaid.js";
import { outlineOf } from "../../picture/text/outline.js";
import { loadLayout } from "../../src/graph/layout.js";
import { pictureIn } from "../../trace/read/picture-in.js";
import { drawnRuns } from "../drawn-runs.js";
import { flowAt } from "./random-trees-of.js";
import { edgeFaults } from "./edge-faults.js";
import { placeFaults, siblingPairs, textFaults } from "./faults-of.js";

const runs = drawnRuns({ short: 6, long: 80 });

test("random trees of flows, expanded: no overlap, no line missing or against the flow, each text in its box", async () => {
  const layout = await loadLayout();
  const { seed = 1 } = fc.readConfigureGlobal();
  const seen = new Map<string, number>();
  const count = (what: string, by = 1): void => void seen.set(what, (seen.get(what) ?? 0) + by);
  for (let number = 0; number < runs; number++) {
    const own = (seed * 1_000_003 + number) % 2 ** 20;
    const known = new Map<string, Picture>();
    const childOf = (file: string): Picture => {
      const child = known.get(file) ?? flowAt(own, Number(file[0]), Number(file[2]));
      known.set(file, child);
      return child;
    };
    const levels = 1 + (number % 3);
    const picture = expandFlows(flowAt(own, 0, 0), { childOf, levels, most: 400 });
    if (picture === undefined) {
      count("too many");
      continue;
    }
    const direction = number % 2 === 0 ? ("down" as const) : ("right" as const);
    const placed = await layout(picture, { direction });
    const svg = svgOf(placed);
    expect({ own, faults: [...placeFaults(placed), ...edgeFaults(placed), ...textFaults(svg)] }).toEqual({
      own,
      faults: [],
    });
    // The reader of records checks that ids are unique and lead to nodes.
    expect(pictureIn(JSON.parse(JSON.stringify(picture)))).toEqual(picture);
    if (number % 5 === 0) expect(svgOf(await layout(picture, { direction }))).toBe(svg);
    expect(outlineOf(picture).split("\n").length).toBeGreaterThan(picture.nodes.length);
    expect(mermaidOf(picture).match(/subgraph/gu)?.length).toBe(dotOf(picture).match(/subgraph/gu)?.length);
    const pairs = siblingPairs(placed);
    count("pairs of siblings", pairs.all);
    count("mirrored", pairs.mirrored.length);
    for (const { flow, container, parent, place } of picture.nodes) {
      if (flow !== undefined && container !== undefined) count(parent === undefined ? "inside" : "deeper inside");
      if (flow !== undefined && container === undefined) count("folded");
      if (flow !== undefined && container?.handler !== undefined) count("handler inside");
      if (place.file !== undefined && container !== undefined && flow === undefined) count("loop inside");
    }
    for (const { kind, isBack, from } of picture.edges) if (from.includes("/")) count(isBack === true ? "back" : kind);
  }
  for (const what of [
    "inside",
    "deeper inside",
    "folded",
    "loop inside",
    "handler inside",
    "back",
    "done",
    "error",
    "entry",
  ]) {
    expect([what, seen.get(what) ?? 0]).toEqual([what, expect.toSatisfy((found: number) => found >= runs / 6)]);
  }
  expect(seen.get("too many") ?? 0).toBeLessThan(runs / 3);
  expect(seen.get("mirrored") ?? 0).toBeLessThan((seen.get("pairs of siblings") ?? 0) / 25);
}, 600_000);
