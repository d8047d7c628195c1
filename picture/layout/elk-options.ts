import type { ElkOptions } from "./elk-json.js";

export type Direction = "down" | "right";

/** Where lines enter and leave nodes. */
export function sidesOf(direction: Direction): { readonly into: string; readonly out: string } {
  return direction === "down" ? { into: "NORTH", out: "SOUTH" } : { into: "WEST", out: "EAST" };
}

/**
 * Spacing and strategies of the root and of each container: ELK does not inherit options. The longest path from the source keeps
 * siblings in one row, the balanced placement keeps the trunk straight.
 */
function layerOptions(direction: Direction): ElkOptions {
  return {
    "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
    "elk.layered.nodePlacement.bk.fixedAlignment": "BALANCED",
    "elk.layered.layering.strategy": "LONGEST_PATH_SOURCE",
    "elk.layered.spacing.nodeNodeBetweenLayers": direction === "down" ? "40" : "56",
    "elk.spacing.nodeNode": "28",
    "elk.spacing.edgeNode": "18",
    "elk.spacing.edgeEdge": "12",
    "elk.layered.spacing.edgeNodeBetweenLayers": "18",
    "elk.layered.spacing.edgeEdgeBetweenLayers": "12",
  };
}

/** The options of the whole graph. Siblings keep the order in which they start, even where another one has fewer crossings. */
export function rootOptions(direction: Direction): ElkOptions {
  return {
    "elk.algorithm": "layered",
    "elk.direction": direction === "down" ? "DOWN" : "RIGHT",
    "elk.hierarchyHandling": "INCLUDE_CHILDREN",
    "elk.edgeRouting": "ORTHOGONAL",
    "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
    ...layerOptions(direction),
    "elk.layered.mergeEdges": "false",
    "elk.layered.crossingMinimization.forceNodeModelOrder": "true",
    "elk.padding": "[top=20,left=20,bottom=20,right=20]",
    "elk.json.edgeCoords": "ROOT",
    "elk.json.shapeCoords": "ROOT",
    "elk.randomSeed": "1",
    // The order of the model is kept, so more attempts at fewer crossings find the same.
    "elk.layered.thoroughness": "1",
  };
}

/**
 * The options of a container that has room for its label. Here the order of siblings comes from the positions of `positionOption`: the
 * order of the model lets elkjs 0.12.1 fail (`reading 'a'` of undefined).
 */
export function containerOptions(
  direction: Direction,
  { head, width }: { readonly head: number; readonly width: number },
): ElkOptions {
  return {
    "elk.padding": `[top=${head},left=18,bottom=18,right=18]`,
    "elk.portConstraints": "FIXED_SIDE",
    "elk.layered.crossingMinimization.semiInteractive": "true",
    "elk.nodeSize.constraints": "MINIMUM_SIZE PORTS",
    "elk.contentAlignment": "H_CENTER V_CENTER",
    // elkjs 0.12.1 lays out from left to right and turns the result, but not this size.
    "elk.nodeSize.minimum": direction === "down" ? `(60,${width})` : `(${width},60)`,
    ...layerOptions(direction),
  };
}

/** Where a node comes among those of its container. Only the order of these places counts. */
export function positionOption(rank: number): ElkOptions {
  return { "elk.position": `(${rank},${rank})` };
}

export const nodeOptions: ElkOptions = { "elk.portConstraints": "FIXED_SIDE", "elk.portAlignment.default": "CENTER" };
