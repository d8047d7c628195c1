import type { GraphEdge } from "./flow-graph.js";

/** A cycle of the graph. Its header comes before all its other nodes. */
export interface Cycle {
  readonly header: number;
  readonly backEdges: readonly GraphEdge[];
  /** Including the header, in ascending order. */
  readonly members: readonly number[];
}
