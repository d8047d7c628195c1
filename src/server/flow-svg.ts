import { toPosix } from "../base/project-paths.js";
import { svgPartOf } from "../../picture/svg/svg.js";
import { type Layout, loadLayout } from "../graph/layout.js";
import type { LinkTemplate } from "../graph/link-template.js";
import type { DevFlow } from "./dev-project.js";

/** Draws the picture of a flow as SVG; undefined if it has none. Pictures that did not change are not laid out again. */
export type DrawFlow = (flow: DevFlow) => Promise<string | undefined>;

/** The layout engine is loaded for the first picture. */
export function createDrawFlow(link: LinkTemplate): DrawFlow {
  const drawn = new Map<string, { readonly key: string; readonly svg: Promise<string> }>();
  let layout: Promise<Layout> | undefined;
  return async ({ id, picture, file, absolute }) => {
    if (picture === undefined) return undefined;
    const key = JSON.stringify(picture);
    const known = drawn.get(id);
    if (known?.key === key) return known.svg;
    layout ??= loadLayout();
    const linkOf = link({ file, path: toPosix(absolute) });
    const svg = layout.then((lay) => lay(picture)).then((placed) => svgPartOf(placed, { linkOf, overlay }));
    drawn.set(id, { key, svg });
    return svg;
  };
}

/** The script marks what a run does. */
const overlay = {
  idPrefix: "flow",
  nodeClass: () => "",
  edgeClass: () => "",
  handlerClass: "",
  marksOf: () => [],
  titleOf: () => "",
};
