import { expect, test } from "vitest";
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
