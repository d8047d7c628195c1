import { expect, test } from "vitest";
import type { Picture, PictureEdge, PictureNode } from "../../picture/picture.js";
import { pictureVersion } from "../../picture/picture.js";
import { svgOf } from "../../picture/svg/svg.js";
import { loadLayout } from "../../src/graph/layout.js";
import { edgeFaults } from "./edge-faults.js";
import { placeFaults, textFaults } from "./faults-of.js";

/** `a >> (n0 | n1 | …)`, each of which leads to both joins. */
function wideJoins(count: number): Picture {
  const middle = Array.from({ length: count }, (_, index) => `n${index}`);
  const node = (id: string, arrival: PictureNode["arrival"]): PictureNode => {
    return { id, kind: "function", label: id, arrival, signs: [], place: { line: 1, column: 1 } };
  };
  const edge = (from: string, to: string, group: number): PictureEdge => {
    return { id: `${from}>${to}`, from, to, kind: "flow", group };
  };
  const joins = ["one", "two"];
  return {
    schema: pictureVersion,
    name: "wide",
    file: "wide.flow.yaml",
    entry: "a",
    signs: [],
    nodes: [
      node("a", []),
      ...middle.map((id) => node(id, [["a"]])),
      ...joins.map((id) =>
        node(
          id,
          middle.map((from) => [from]),
        ),
      ),
    ],
    edges: [
      ...middle.map((id) => edge("a", id, 0)),
      ...middle.flatMap((id, group) => joins.map((join) => edge(id, join, group))),
    ],
  };
}

test.each(["down", "right"] as const)("lines into a join of many can be told apart: %s", async (direction) => {
  const layout = await loadLayout();
  for (const count of [2, 12, 30]) {
    const placed = await layout(wideJoins(count), { direction });
    const faults = [...placeFaults(placed), ...edgeFaults(placed), ...textFaults(svgOf(placed))];
    expect({ count, faults }).toEqual({ count, faults: [] });
  }
});
