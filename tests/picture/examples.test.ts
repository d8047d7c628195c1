import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { FlowPlan } from "../../compiler/plan.js";
import type { Picture } from "../../picture/picture.js";
import { pictureOf } from "../../picture/picture-of.js";
import { svgOf } from "../../picture/svg/svg.js";
import { dotOf } from "../../picture/text/dot.js";
import { mermaidOf } from "../../picture/text/mermaid.js";
import { outlineOf } from "../../picture/text/outline.js";
import { loadLayout } from "../../src/graph/layout.js";
import { compileExample, flowFiles, projectDir } from "../examples/example.js";
import { edgeFaults } from "./edge-faults.js";
import { placeFaults, siblingPairs, textFaults } from "./faults-of.js";

const layout = await loadLayout();

function pictureOfExample(file: string): Picture {
  const plan: FlowPlan | undefined = compileExample(file).plan;
  if (plan === undefined) throw new Error(`${file} does not compile`);
  return pictureOf(plan);
}

/** Compares with a file; `UPDATE=1` writes it. */
function expectGolden(text: string, file: string): void {
  if (process.env["UPDATE"] === "1") writeFileSync(`${projectDir}${file}`, text);
  expect(text).toBe(readFileSync(`${projectDir}${file}`, "utf8"));
}

describe.each(flowFiles)("%s", (file) => {
  const picture = pictureOfExample(file);
  const base = file.replace(/\.flow\.(?:yaml|json)$/u, "");
  const name = base.slice(base.lastIndexOf("/") + 1);

  test("the picture is what is committed, byte for byte", async () => {
    expectGolden(svgOf(await layout(picture)), `${base}.flow.svg`);
  });

  test.each([
    ["txt", outlineOf],
    ["mmd", mermaidOf],
    ["dot", dotOf],
  ] as const)("as %s", (extension, textOf) => {
    expectGolden(textOf(picture), `tests/picture/goldens/${name}.${extension}`);
  });

  test.each(["down", "right"] as const)("nothing overlaps, leaves its box or leads back: %s", async (direction) => {
    const placed = await layout(picture, { direction });
    expect([...placeFaults(placed), ...edgeFaults(placed), ...siblingPairs(placed).mirrored]).toEqual([]);
    expect(textFaults(svgOf(placed))).toEqual([]);
  });

  test("takes less than a kilobyte a node, and its style sheet", async () => {
    const { length } = svgOf(await layout(picture));
    expect(length).toBeLessThan(4500 + 1000 * picture.nodes.length);
  });
});

test("is as narrow as the reference", async () => {
  const widths = async (name: string): Promise<number> => {
    const file = flowFiles.find((path) => path.includes(`/${name}/`)) ?? "";
    return Math.ceil((await layout(pictureOfExample(file))).width);
  };
  expect(await widths("order-fulfilment")).toBeLessThanOrEqual(792);
  expect(await widths("policies")).toBeLessThanOrEqual(644);
});
