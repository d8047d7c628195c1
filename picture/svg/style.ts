import type { Picture } from "../picture.js";
import { type Theme, themes } from "./themes.js";

export type ThemeName = "auto" | "light" | "dark";

/**
 * The style sheet of a picture, or of any; `auto` follows what the reader prefers. Colors are written out: resvg knows no `var()`. A picture
 * without flows in flows has no rules for them.
 */
export function styleSheet(theme: ThemeName, picture?: Pick<Picture, "nodes">): string {
  const runsFlows = picture === undefined || picture.nodes.some(({ flow }) => flow !== undefined);
  const colorsOf = (of: Theme): string => [...colors(of), ...(runsFlows ? childColors(of) : [])].join("");
  const rules = [...shapes, ...(runsFlows ? childShapes : [])].join("");
  if (theme !== "auto") return rules + colorsOf(themes[theme]);
  return `${rules}${colorsOf(themes.light)}@media(prefers-color-scheme:dark){${colorsOf(themes.dark)}}`;
}

const sans = 'system-ui,"Segoe UI",Helvetica,Arial,"Noto Sans","DejaVu Sans",sans-serif';
const mono = 'ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace';

/** What is the same in every theme. */
const shapes: readonly string[] = [
  `.fc{font-family:${sans}}`,
  ".fc .heading{font-size:18px;font-weight:700}",
  ".fc .facts{font-size:12px}",
  ".fc .label{font-size:14px;font-weight:600}",
  `.fc .callable{font-family:${mono};font-size:11px}`,
  ".fc .small{font-size:10.5px}",
  ".fc .box{stroke-width:1.25;stroke-linejoin:round}",
  ".fc .line{fill:none;stroke-width:1.5}",
  ".fc .error .line,.fc .failure .line{stroke-dasharray:5 4}",
  ".fc .back .line{stroke-dasharray:1.5 4;stroke-linecap:round;stroke-width:2}",
  ".fc .any{stroke-width:1.75}",
  ".fc .icon,.fc .sides{fill:none;stroke-width:1.4;stroke-linecap:round;stroke-linejoin:round}",
];

const childShapes: readonly string[] = [".fc .frame{fill:none;stroke-width:1}"];

/** Later rules win over earlier ones. */
function colors(theme: Theme): string[] {
  const { ink, soft, line, background, error, choice, containerBorder, containerInk } = theme;
  return [
    `.fc{background:${background}}`,
    `.fc .paper{fill:${background}}`,
    `.fc text{fill:${ink}}`,
    `.fc .facts,.fc .callable,.fc .small{fill:${soft}}`,
    `.fc .box{fill:${theme.node};stroke:${theme.nodeBorder}}`,
    `.fc .sides{stroke:${theme.nodeBorder}}`,
    `.fc .router .box{fill:${theme.router};stroke:${theme.routerBorder}}`,
    `.fc .router .sides{stroke:${theme.routerBorder}}`,
    `.fc .container .box{fill:${theme.container};stroke:${containerBorder}}`,
    `.fc .container>text{fill:${containerInk}}`,
    `.fc .line{stroke:${line}}.fc .tip{fill:${line}}`,
    `.fc .choice .line{stroke:${choice}}.fc .choice .tip{fill:${choice}}`,
    `.fc .body .line,.fc .done .line{stroke:${containerBorder}}.fc .body .tip,.fc .done .tip,.fc .each{fill:${containerBorder}}`,
    `.fc .done text{fill:${containerInk}}`,
    `.fc .error .line,.fc .failure .line{stroke:${error}}.fc .error .tip,.fc .failure .tip{fill:${error}}`,
    `.fc .error text,.fc .failure text,.fc .partial{fill:${error}}`,
    `.fc .failure .box{fill:${theme.errorBackground};stroke:${error}}`,
    `.fc .all,.fc .dot{fill:${ink}}`,
    `.fc .any{fill:${background};stroke:${ink}}`,
    `.fc .pill{fill:${theme.pill}}.fc .icon{stroke:${soft}}`,
    `.fc a:hover .box,.fc a:focus .box{stroke:${ink}}`,
  ];
}

/** Of nodes that run flows. */
function childColors({ child, childBorder, childInk, error, errorBackground }: Theme): string[] {
  return [
    `.fc .child .box{fill:${child};stroke:${childBorder}}.fc .frame{stroke:${childBorder}}`,
    `.fc .child .callable,.fc .child.container>text{fill:${childInk}}`,
    `.fc .broken{fill:${errorBackground}}.fc .broken+.icon{stroke:${error}}.fc .broken+.icon+.small{fill:${error}}`,
  ];
}
