import type { ElkNode } from "elkjs/lib/elk-api.js";
import { elkGraph, type LayoutOptions } from "../../picture/layout/elk-graph.js";
import type { PlacedPicture } from "../../picture/layout/placed.js";
import { placedPicture } from "../../picture/layout/read-places.js";
import type { Picture } from "../../picture/picture.js";

/** Finds a place for everything in a picture. */
export type Layout = (picture: Picture, options?: LayoutOptions) => Promise<PlacedPicture>;

/** Loads the layout engine, which takes a quarter of a second. */
export async function loadLayout(): Promise<Layout> {
  const { default: elkjs } = await import("elkjs/lib/elk.bundled.js");
  const elk = new elkjs.default();
  return async (picture, options) => {
    const plan = elkGraph(picture, options);
    // Our graph is readonly; the engine's own copy is written to.
    return placedPicture(plan, await elk.layout(structuredClone(plan.graph) as ElkNode));
  };
}
