import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Picture, PictureEdge, PictureNode } from "../../picture/picture.js";
import { svgOf } from "../../picture/svg/svg.js";
import { loadLayout } from "../../src/graph/layout.js";
import { drawnRuns } from "../drawn-runs.js";
import { placeFaults, textFaults } from "./faults-of.js";
import { flowAt } from "./random-trees-of.js";

const place = { line: 1, column: 1 };
const container = { caption: "for each item" };
const node = (id: string, parent: string | undefined, more: Partial<PictureNode>): PictureNode => ({
  id,
  kind: more.container === undefined ? "function" : "loop",
  label: id,
  ...(parent !== undefined && { parent }),
  arrival: [],
  signs: [],
  place,
  ...more,
});

/** A line from one node of a loop into the innermost of three, which a flow without errors cannot have. */
const crossing: Picture = {
  schema: "flowc.picture/1",
  name: "broken",
  file: "broken.flow.yaml",
  entry: "each",
  signs: [],
  nodes: [
    node("each", undefined, { container }),
    node("first", "each", { arrival: [["gone"]] }),
    node("both", "each", { arrival: [["gone"], ["lost"]] }),
    node("again", "each", { arrival: [["both"]], container: { ...container, collect: "inner" } }),
    node("inner", "again", { arrival: [["again"]], container }),
    node("last", "inner", { arrival: [["inner"]] }),
  ],
  edges: [
    { id: "both>again", from: "both", to: "again", kind: "flow", group: 0 },
    { id: "both!again", from: "both", to: "again", kind: "error", label: "on error" },
    { id: "first>last", from: "first", to: "last", kind: "flow", group: 0 },
  ],
};

describe("a broken flow is drawn as far as it resolves", () => {
  test.each(["down", "right"] as const)("a line into a loop inside of a loop: %s", async (direction) => {
    const placed = await (await loadLayout())(crossing, { direction });
    const svg = svgOf(placed);
    expect([...placeFaults(placed), ...textFaults(svg)]).toEqual([]);
    expect(placed.edges.map(({ edge, points }) => [edge.id, points.length >= 2])).toEqual([
      ["both>again", true],
      ["both!again", true],
      ["first>last", true],
    ]);
    for (const { id } of crossing.nodes) expect(svg).toContain(`data-node="${id}"`);
  });

  test("random flows with lines that lead anywhere", async () => {
    const layout = await loadLayout();
    const { seed = 1 } = fc.readConfigureGlobal();
    const runs = drawnRuns({ short: 4, long: 250 });
    for (let number = 0; number < runs; number++) {
      const own = (seed * 1_000_003 + number) % 2 ** 20;
      const flow = flowAt(own, 0, 0);
      const ids = flow.nodes.map(({ id }) => id);
      const at = (index: number): string => ids[(own * 31 + index * 7919) % ids.length] ?? "";
      const lines = [1, 2, 3, 4].map((index): PictureEdge => ({
        id: `x${index}`,
        from: at(index),
        to: at(index + 10),
        kind: "flow",
        group: 0,
      }));
      const placed = await layout({ ...flow, edges: [...flow.edges, ...lines] }, { direction: "down" });
      expect({ own, drawn: placed.nodes.length }).toEqual({ own, drawn: ids.length });
      expect({ own, faults: textFaults(svgOf(placed)) }).toEqual({ own, faults: [] });
    }
  }, 600_000);
});
