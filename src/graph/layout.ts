import { createRequire } from "node:module";
import type { ElkNode } from "elkjs/lib/elk-api.js";
import type Elk from "elkjs/lib/elk.bundled.js";
import type { ElkNode as OwnNode } from "../../picture/layout/elk-json.js";
import { elkGraph, type LayoutOptions } from "../../picture/layout/elk-graph.js";
import { looserGraphs } from "../../picture/layout/looser-graph.js";
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
  // Our graph is readonly; the engine's own copy is written to.
  const place = (graph: OwnNode): Promise<ElkNode> => elk.layout(structuredClone(graph) as ElkNode);
  return Promise.resolve(async (picture, options) => {
    const plan = elkGraph(picture, options);
    return placedPicture(plan, await firstPlaced([plan.graph, ...looserGraphs(plan.graph)], place));
  });
}

/** The places in the first graph that the engine does not fail on. If there is none, the last failure counts. */
async function firstPlaced(
  [graph, ...others]: readonly OwnNode[],
  place: (graph: OwnNode) => Promise<ElkNode>,
): Promise<ElkNode> {
  if (graph === undefined) throw new TypeError("there is no graph to lay out");
  try {
    return await place(graph);
  } catch (error) {
    if (others.length === 0) throw error;
    return firstPlaced(others, place);
  }
}
