import type { GraphEdge } from "./flow-graph.js";

/** A cycle of the graph: its header comes before all else of it. */
export interface Cycle {
  readonly header: number;
  readonly backEdges: readonly GraphEdge[];
  /** The header too; ascending. */
  readonly members: readonly number[];
}
