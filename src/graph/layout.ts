import { createRequire } from "node:module";
import type { ElkNode } from "elkjs/lib/elk-api.js";
import type Elk from "elkjs/lib/elk.bundled.js";
import { elkGraph, type LayoutOptions } from "../../picture/layout/elk-graph.js";
import type { PlacedPicture } from "../../picture/layout/placed.js";
import { placedPicture } from "../../picture/layout/read-places.js";
import type { Picture } from "../../picture/picture.js";

/** Finds a place for everything in a picture. */
export type Layout = (picture: Picture, options?: LayoutOptions) => Promise<PlacedPicture>;

/**
 * Loads the layout engine. It is required, not imported: Node would read its 1.6 megabytes twice more, to see what kind of module it is and what
 * it exports, which takes as long as the layout of a small flow.
 */
export function loadLayout(): Promise<Layout> {
  const require = createRequire(import.meta.url);
  const elkjs = require("elkjs/lib/elk.bundled.js") as typeof Elk;
  const elk = new elkjs.default();
  return Promise.resolve(async (picture, options) => {
    const plan = elkGraph(picture, options);
    // Our graph is readonly; the engine's own copy is written to.
    return placedPicture(plan, await elk.layout(structuredClone(plan.graph) as ElkNode));
  });
}
