import fc from "fast-check";
import { expect, test } from "vitest";
import { type Picture, type PictureEdge, pictureVersion } from "../../picture/picture.js";
import type { Box, PlacedPicture, Point } from "../../picture/layout/placed.js";
import { svgOf, svgPartOf } from "../../picture/svg/svg.js";
import { loadLayout } from "../../src/graph/layout.js";
import { markFaults, placeFaults, textFaults } from "./faults-of.js";

const conditions = [
  "when $result.ok",
  "otherwise",
  'when $result.total >= 1000 and $result.country in ["DE", "AT"] and not $ctx.done',
];

/** A chain of nodes that each lead to some leaves, always or under a condition. */
function pictureOfFans(fans: readonly (readonly (string | undefined)[])[]): Picture {
  const edges: PictureEdge[] = [];
  const ids = new Set(["n0"]);
  const add = (from: string, to: string, label?: string): void => {
    ids.add(to);
    const kind = label === undefined ? "flow" : "choice";
    edges.push({ id: `${from} ${to}`, from, to, kind, group: 0, ...(label !== undefined && { label }) });
  };
  for (const [at, labels] of fans.entries()) {
    if (at > 0) add(`n${at - 1}`, `n${at}`);
    for (const [index, label] of labels.entries()) add(`n${at}`, `n${at}_${index}`, label);
  }
  const nodes = [...ids].map((id) => ({
    id,
    label: id,
    kind: "function" as const,
    arrival: edges.some(({ to }) => to === id) ? [edges.filter(({ to }) => to === id).map(({ from }) => from)] : [],
    signs: [],
    place: { line: 1, column: 1 },
  }));
  return { schema: pictureVersion, name: "fans", file: "fans.flow.yaml", entry: "n0", nodes, edges, signs: [] };
}

function crosses([one, other]: readonly [Point, Point], { x, y, width, height }: Box): boolean {
  return (
    Math.min(one.x, other.x) < x + width &&
    Math.max(one.x, other.x) > x &&
    Math.min(one.y, other.y) < y + height &&
    Math.max(one.y, other.y) > y
  );
}

/** Conditions that are not shown, or that a line runs through. */
function conditionFaults({ edges }: PlacedPicture): string[] {
  const segments = edges.flatMap(({ points }) =>
    points.slice(1).map((point, index) => [points[index] ?? point, point] as const),
  );
  return edges.flatMap(({ edge, label }) => {
    if (edge.kind !== "choice") return [];
    if (label === undefined) return [`${edge.id}: the condition is missing`];
    return segments.some((segment) => crosses(segment, label.box)) ? [`${edge.id}: a line crosses the condition`] : [];
  });
}

const mark = { text: "×1000 12.5 ms", className: "ok" };
const overlay = {
  idPrefix: "flow",
  nodeClass: () => "ok",
  edgeClass: () => "",
  handlerClass: "",
  marksOf: () => [mark],
  titleOf: () => "",
};

test("all conditions are shown at the tips of their edges, where nothing covers them", async () => {
  const layout = await loadLayout();
  const label = fc.constantFrom(undefined, ...conditions);
  const fans = fc.array(fc.array(label, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fans, fc.constantFrom("down" as const, "right" as const), async (labels, direction) => {
      const placed = await layout(pictureOfFans(labels), { direction });
      expect([...placeFaults(placed), ...conditionFaults(placed)]).toEqual([]);
      expect(textFaults(svgOf(placed))).toEqual([]);
      expect(markFaults(svgPartOf(placed, { overlay }))).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 60_000);
