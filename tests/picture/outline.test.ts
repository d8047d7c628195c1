import { expect, it, test } from "vitest";
import { conditionOf } from "../../picture/picture.js";
import { pictureOf } from "../../picture/picture-of.js";
import { svgOf } from "../../picture/svg/svg.js";
import { outlineOf } from "../../picture/text/outline.js";
import { describeEdges } from "../../picture/text/titles.js";
import { loadLayout } from "../../src/graph/layout.js";
import { planOf } from "../trace/record-run.js";
import { parseXml } from "./parse-xml.js";

/** The picture of a flow with these edges. */
const pictureWith = (ids: string, edges: readonly string[]) =>
  pictureOf(
    planOf(
      `name: t\nentry: a\nnodes:\n${ids
        .split(" ")
        .map((id) => `  ${id}: { callable: ./ops.ts#${id} }\n`)
        .join("")}edges:\n${edges.map((edge) => `  - ${JSON.stringify(edge)}\n`).join("")}`,
    ),
  );

it.each([
  [
    "the alternatives of a choice",
    "a >> (b when $result.x | (c & d) when $result.y | e otherwise)",
    "(b when $result.x | (c & d) when $result.y | e otherwise)",
    "either b when $result.x, or c and d when $result.y, or e otherwise",
  ],
  [
    "conditions that are alone",
    "a >> (b when $result.x & c when $result.y & d & e)",
    "b when $result.x, c when $result.y, d, e",
    "b when $result.x, c when $result.y, d, e",
  ],
])("%s", (_, edge, outline, words) => {
  const picture = pictureWith("a b c d e", [edge]);
  expect(outlineOf(picture)).toContain(`→ ${outline}   ⟵ input\n`);
  expect(describeEdges(picture)).toContain(`a: function; then ${words}.`);
});

test("choices of different edges, an edge back and one without a condition", () => {
  const picture = pictureWith("a b c d e f", [
    "a >> b",
    "b >> (a when $result.x | c otherwise)",
    "b >> d",
    "b >> (e when $result.y | f when $result.x)",
  ]);
  const line = "(↑ a when $result.x | c otherwise), d, (e when $result.y | f when $result.x)";
  expect(outlineOf(picture)).toContain(`→ ${line}\n`);
  const words = "either a again when $result.x, or c otherwise, d, either e when $result.y, or f when $result.x";
  expect(describeEdges(picture)).toContain(`b: function; then ${words}.`);
});

test("each condition is text in an SVG: in the title of its edge, and in the description", async () => {
  const sources = "abcdefgh".split("");
  const picture = pictureWith(
    `${sources.join(" ")} z`,
    sources.slice(0, -1).flatMap((id, at) => {
      const next = sources[at + 1] ?? "";
      const back = at > 1 ? [`${id} >> a when $result.back${at} == (${at})`] : [];
      return [`${id} >> (z when $result.merge${at} in [${at}] & ${next})`, ...back];
    }),
  );
  const conditions = picture.edges.flatMap((edge) => conditionOf(edge) ?? []);
  expect(conditions).toHaveLength(12);
  for (const direction of ["down", "right"] as const) {
    const layout = await loadLayout();
    const svg = svgOf(await layout(picture, { direction }), { theme: "auto" });
    const text = JSON.stringify(parseXml(svg));
    const titles = [...svg.matchAll(/<g class="edge[^"]*"[^>]*><title>([^<]*)<\/title>/gu)].map(([, title]) => title);
    for (const condition of conditions) {
      expect(titles).toContain(condition);
      expect(text.split(condition.replace(/^again /u, "")).length - 1).toBeGreaterThanOrEqual(2);
    }
  }
});
