import { describe, expect, test } from "vitest";
import { styleSheet } from "../../picture/svg/style.js";
import { themes } from "../../picture/svg/themes.js";

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((left, right) => right - left);
  return (light + 0.05) / (dark + 0.05);
}

test("contrast is computed as WCAG says", () => {
  expect(contrast("#000000", "#ffffff")).toBe(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

describe.each(["light", "dark"] as const)("%s", (name) => {
  const theme = themes[name];
  const texts = [
    ["ink", theme.ink, ["background", "node", "router"]],
    ["soft", theme.soft, ["background", "node", "router", "pill", "container"]],
    ["containerInk", theme.containerInk, ["container", "background"]],
    ["error", theme.error, ["background", "container", "errorBackground"]],
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
