import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { Resvg } from "@resvg/resvg-js";
import { describe, expect, test } from "vitest";
import { pictureOf } from "../../picture/picture-of.js";
import { svgOf } from "../../picture/svg/svg.js";
import { dotOf } from "../../picture/text/dot.js";
import { mermaidOf } from "../../picture/text/mermaid.js";
import { outlineOf } from "../../picture/text/outline.js";
import { cliCommand } from "../cli-command.js";
import { loadLayout } from "../../src/graph/layout.js";
import { placeFaults, textFaults } from "./faults-of.js";
import { hostileFlow, hostileTexts } from "./hostile-flow.js";

describe.each(hostileTexts.map((text) => [JSON.stringify(text).slice(0, 60), text] as const))("%s", (_, text) => {
  const picture = pictureOf(hostileFlow(text));

  test.each(["down", "right"] as const)(
    "is well-formed XML in which each text is in its box: %s",
    async (direction) => {
      const layout = await loadLayout();
      const placed = await layout(picture, { direction });
      const svg = svgOf(placed, { linkOf: ({ id }) => `https://example.org/?${id}"><script>` });
      expect([...placeFaults(placed), ...textFaults(svg)]).toEqual([]);
      expect(svg).not.toMatch(/<script|\son[a-z]+=|[\u202a-\u202e\u2066-\u2069]/u);
      // A second parser, which refuses what is not well-formed.
      expect(new Resvg(svg).width).toBeGreaterThan(400);
    },
  );

  test("does not leave its place in texts", () => {
    const lines = outlineOf(picture).split("\n");
    expect(lines.length).toBe(picture.nodes.length + 2);
    const mermaid = mermaidOf(picture).split("\n").slice(1);
    for (const line of mermaid) expect(line).toMatch(/^[^"]*(?:"[^"<>`]*(?:<br\/>[^"<>`]*)*"[^"]*)*$/u);
    for (const line of dotOf(picture).split("\n").slice(1)) {
      expect(line.replace(/"(?:[^"\\]|\\.)*"/gu, "")).toMatch(/^[\x20-\x7e]*$/u);
    }
    for (const output of [outlineOf(picture), mermaidOf(picture), dotOf(picture)]) {
      expect(output).not.toMatch(/[^\P{Cc}\n]|\p{Cs}/u);
    }
  });
});

test("the same bytes in another folder, language and time zone", async () => {
  const root = path.resolve(import.meta.dirname, "../..");
  const file = path.join(root, "fixtures/examples/policies/policies.flow.yaml");
  const draw = async (cwd: string, env: Readonly<Record<string, string>>): Promise<string> => {
    const args = [...cliCommand(), "graph", file, "--as", "svg"];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, env: { ...process.env, ...env } });
    return stdout;
  };
  const one = await draw(root, { LANG: "C", TZ: "UTC" });
  const other = await draw(path.join(root, "docs"), { LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", TZ: "Asia/Kolkata" });
  expect(one).toContain("stock_unknown");
  expect(other).toBe(one);
});
