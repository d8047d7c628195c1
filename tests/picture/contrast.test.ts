import { describe, expect, test } from "vitest";
import { styleSheet } from "../../picture/svg/style.js";
import { themes } from "../../picture/svg/themes.js";
import { contrast } from "./contrast.js";

test("contrast is computed as WCAG says", () => {
  expect(contrast("#000000", "#ffffff")).toBe(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

describe.each(["light", "dark"] as const)("%s", (name) => {
  const theme = themes[name];
  const texts = [
    ["ink", theme.ink, ["background", "node", "router", "child"]],
    ["soft", theme.soft, ["background", "node", "router", "pill", "container", "child"]],
    ["containerInk", theme.containerInk, ["container", "background"]],
    ["childInk", theme.childInk, ["child", "background"]],
    ["error", theme.error, ["child", "background", "container", "errorBackground"]],
  ] as const;

  test.each(texts.flatMap(([what, color, grounds]) => grounds.map((ground) => [what, ground, color] as const)))(
    "%s on %s can be read",
    (_, ground, color) => {
      expect(contrast(color, theme[ground])).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each([
    ["line", theme.line],
    ["choice", theme.choice],
    ["error", theme.error],
    ["containerBorder", theme.containerBorder],
    ["childBorder", theme.childBorder],
  ])("lines of the color %s can be seen", (_, color) => {
    expect(contrast(color, theme.background)).toBeGreaterThanOrEqual(2.4);
  });

  test("the style sheet has these colors alone, and loads nothing", () => {
    const sheet = styleSheet(name);
    const known = new Set<string>(Object.values(theme));
    expect((sheet.match(/#[0-9a-f]{6}/gu) ?? []).filter((color) => !known.has(color))).toEqual([]);
    expect(sheet).not.toMatch(/url\(|@import|var\(/u);
  });
});
