import { describe, expect, test } from "vitest";
import type { FlowCallable } from "../../compiler/plan.js";
import { pictureOf } from "../../picture/picture-of.js";
import { svgOf } from "../../picture/svg/svg.js";
import { dotOf } from "../../picture/text/dot.js";
import { mermaidOf } from "../../picture/text/mermaid.js";
import { outlineOf } from "../../picture/text/outline.js";
import { loadLayout } from "../../src/graph/layout.js";
import { flow, fn, span } from "../emit/plan-builder.js";
import { placeFaults, textFaults } from "./faults-of.js";
import { allElements, parseXml, textOf } from "./parse-xml.js";

function child(file: string | undefined): FlowCallable {
  const module = { kind: "bare", specifier: "@acme/flows" } as const;
  return { kind: "flow", file, module, exportName: "enrich", silence: undefined, takes: undefined, span };
}

const retry = { maxAttempts: 3, delay: 5, mode: undefined, jitter: undefined, on: undefined };
const policy = { retry, timeout: undefined, onError: undefined };
const picture = pictureOf(
  flow("order", [
    fn("take", { to: ["enrich", "score"] }),
    fn("enrich", { callable: child("flows/enrich.flow.yaml"), arrival: [["take"]], policy }),
    fn("score", { callable: child(undefined), arrival: [["take"]] }),
  ]),
);

describe("a node that runs a flow", () => {
  test("says so in the data: the file of the flow, if it has one", () => {
    expect(picture.nodes.map(({ id, kind, callable, flow: runs }) => ({ id, kind, callable, runs }))).toEqual([
      { id: "take", kind: "function", callable: "ops.ts#take", runs: undefined },
      { id: "enrich", kind: "function", callable: "enrich.flow.yaml", runs: { file: "flows/enrich.flow.yaml" } },
      { id: "score", kind: "function", callable: "@acme/flows#enrich", runs: {} },
    ]);
  });

  test.each(["down", "right"] as const)(
    "has a second border in the SVG, with every text inside of it: %s",
    async (direction) => {
      const placed = await (await loadLayout())(picture, { direction });
      const svg = svgOf(placed);
      expect([...placeFaults(placed), ...textFaults(svg)]).toEqual([]);
      const groups = allElements(parseXml(svg)).filter(({ attributes }) => attributes.has("data-node"));
      const frames = groups.map((group) => {
        const rects = allElements(group).filter(({ name }) => name === "rect");
        return [group.attributes.get("data-node"), rects.map(({ attributes }) => attributes.get("class")).slice(0, 2)];
      });
      expect(frames).toEqual([
        ["take", ["box"]],
        ["enrich", ["box", "frame"]],
        ["score", ["box", "frame"]],
      ]);
      const titles = groups.map((group) => textOf(allElements(group).find(({ name }) => name === "title") ?? group));
      expect(titles[1]).toBe(
        "enrich (flow)\nruns flows/enrich.flow.yaml\nup to 3 attempts, 5 ms apart\nline 3, column 5",
      );
      expect(titles[2]).toBe("score (flow)\nruns @acme/flows#enrich\nline 3, column 5");
      expect(svg).toContain("enrich: flow; then nothing.");
    },
  );

  test("has a sign in each text", () => {
    expect(outlineOf(picture)).toBe(
      [
        "order · 3 nodes · flows/order.flow.yaml",
        "● take    → enrich, score   ⟵ input",
        "⧉ enrich  ■   runs enrich.flow.yaml   ↻ 3× 5 ms",
        "⧉ score   ■   runs @acme/flows#enrich",
        "",
      ].join("\n"),
    );
    const mermaid = mermaidOf(picture);
    expect(mermaid).toContain('  n1[["enrich<br/>⧉ enrich.flow.yaml<br/>↻ 3× 5 ms"]]\n');
    expect(mermaid).toContain("  class n1,n2 flow\n");
    expect(mermaidOf(picture, { namesOnly: true })).toContain('  n2[["score"]]\n');
    expect(dotOf(picture)).toMatch(/n2 \[label="score\\n⧉ @acme\/flows#enrich", shape=folder, /u);
  });
});
