import { svgPartOf } from "../../picture/svg/svg.js";
import { type Layout, loadLayout } from "../graph/layout.js";
import type { Picture, PictureNode } from "../../picture/picture.js";
import type { LinkTemplate } from "../graph/link-template.js";
import { nodeLinks } from "../graph/node-links.js";
import type { DevFlow } from "./dev-project.js";

/** Draws the picture of a flow as SVG; undefined if it has none. Pictures that did not change are not laid out again. */
export type DrawFlow = (flow: DevFlow, flows: readonly DevFlow[]) => Promise<string | undefined>;

/** The layout engine is loaded for the first picture. */
export function createDrawFlow(link: LinkTemplate): DrawFlow {
  const drawn = new Map<string, { readonly key: string; readonly svg: Promise<string> }>();
  let layout: Promise<Layout> | undefined;
  return async ({ id, picture, placeOf }, flows) => {
    if (picture === undefined) return undefined;
    const pages = pagesOf(picture, placeOf, flows);
    const key = JSON.stringify([picture, [...pages]]);
    const known = drawn.get(id);
    if (known?.key === key) return known.svg;
    layout ??= loadLayout();
    const toPlace = nodeLinks(link, picture, placeOf);
    const linkOf = (node: PictureNode): string => pages.get(node.id) ?? toPlace(node);
    const svg = layout.then((lay) => lay(picture)).then((placed) => svgPartOf(placed, { linkOf, overlay }));
    drawn.set(id, { key, svg });
    return svg;
  };
}

/** The pages of the flows that nodes run, by node. */
function pagesOf(
  { nodes }: Picture,
  placeOf: DevFlow["placeOf"],
  flows: readonly DevFlow[],
): ReadonlyMap<string, string> {
  const idOf = new Map(flows.map(({ file, id }) => [file, id]));
  return new Map(
    nodes.flatMap(({ id, flow }) => {
      const page = flow?.file === undefined ? undefined : idOf.get(placeOf(flow.file).file);
      return page === undefined ? [] : [[id, `/flow/${page}`] as const];
    }),
  );
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
