import { expect, test } from "vitest";
import { type Picture, pictureVersion } from "../../picture/picture.js";
import { pictureOf } from "../../picture/picture-of.js";
import { svgPartOf } from "../../picture/svg/svg.js";
import type { Overlay } from "../../picture/svg/overlay.js";
import { loadLayout } from "../../src/graph/layout.js";
import { compileExample, flowFiles } from "../examples/example.js";
import { markFaults } from "./faults-of.js";

const overlay: Overlay = {
  idPrefix: "run",
  nodeClass: () => "ok",
  edgeClass: () => "went",
  handlerClass: "went",
  marksOf: () => [
    { className: "failed", text: "✕ failed" },
    { className: "ok", text: "×12 749 ms" },
  ],
  titleOf: () => "ran 12 times",
};

test.each(flowFiles)("what is drawn over a picture covers no text of it: %s", async (file) => {
  const { plan } = compileExample(file);
  if (plan === undefined) throw new Error(`${file} does not compile`);
  const svg = svgPartOf(await (await loadLayout())(pictureOf(plan)), { overlay });
  expect(svg.match(/class="mark-box"/gu)?.length).toBe(2 * plan.nodes.length);
  expect(markFaults(svg)).toEqual([]);
});

test("what is drawn over a picture covers no label of an edge beside which there is room", async () => {
  const nodeOf = (id: string, from: readonly string[]): Picture["nodes"][number] => {
    return { id, label: id, kind: "function", arrival: [from], signs: [], place: { line: 1, column: 1 } };
  };
  const picture: Picture = {
    schema: pictureVersion,
    name: "handled",
    file: "handled.flow.yaml",
    entry: "pick",
    nodes: [nodeOf("pick", []), nodeOf("label", ["pick"]), nodeOf("excuse", ["pick"])],
    edges: [
      { id: "pick>label", from: "pick", to: "label", kind: "flow", group: 0 },
      { id: "pick!excuse", from: "pick", to: "excuse", kind: "error", label: "on error", group: 0 },
    ],
    signs: [],
  };
  const placed = await (await loadLayout())(picture);
  expect(placed.edges.filter(({ label }) => label !== undefined)).toHaveLength(1);
  expect(markFaults(svgPartOf(placed, { overlay }))).toEqual([]);
});
