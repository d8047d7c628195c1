import type { Picture, PictureNode } from "../../picture/picture.js";
import type { FlowPlace, LinkTemplate } from "./link-template.js";

/** Addresses of nodes: of their places or, for a node that runs a flow, of the file of that flow. */
export function nodeLinks(
  link: LinkTemplate,
  { file: own }: Pick<Picture, "file">,
  placeOf: (file: string) => FlowPlace,
): (node: Pick<PictureNode, "place" | "flow">) => string {
  return ({ flow, place: { file = own, line, column } }) =>
    flow?.file === undefined
      ? link({ ...placeOf(file), line, column })
      : link({ ...placeOf(flow.file), line: 1, column: 1 });
}
