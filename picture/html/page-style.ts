import { type ThemeName } from "../svg/style.js";
import { type Theme, themes } from "../svg/themes.js";

/** The style sheet of the page around a picture. */
export function pageStyle(theme: ThemeName): string {
  if (theme !== "auto") return [...shapes, ...colors(themes[theme])].join("\n");
  const dark = `@media (prefers-color-scheme: dark) { ${colors(themes.dark).join(" ")} }`;
  return [...shapes, ...colors(themes.light), dark].join("\n");
}

/** Without its script, the page scrolls; `live` is the class that the script sets. */
const shapes: readonly string[] = [
  "html, body { margin: 0; height: 100%; }",
  'body { font: 14px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; display: flex; flex-direction: column; }',
  // The picture has the name too, for those who see it.
  ".spoken { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); }",
  "form { display: flex; gap: 8px; align-items: center; padding: 8px 12px; border-bottom: 1px solid; }",
  "form[hidden] { display: none; }",
  "input, button { font: inherit; color: inherit; background: transparent; border: 1px solid; border-radius: 6px; padding: 4px 8px; }",
  "input { flex: 1; min-width: 0; max-width: 320px; }",
  "button { min-width: 32px; cursor: pointer; }",
  "output { margin-left: auto; }",
  "main { flex: 1; overflow: auto; min-height: 0; }",
  "main svg { display: block; margin: 0 auto; }",
  ".live main { overflow: hidden; cursor: grab; touch-action: none; }",
  ".live main svg { width: 100%; height: 100%; }",
  ".found .box { stroke-width: 3.5; }",
  "@media print { form { display: none; } main { overflow: visible; } }",
];

function colors({ background, ink, nodeBorder, containerInk }: Theme): string[] {
  return [
    `html { background: ${background}; color: ${ink}; }`,
    `form, input, button { border-color: ${nodeBorder}; }`,
    `:focus-visible { outline: 2px solid ${containerInk}; outline-offset: -2px; }`,
    `.fc .found .box { stroke: ${containerInk}; }`,
  ];
}
