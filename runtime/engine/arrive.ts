import type { Edge } from "../prepare/prepared-flow.js";
import type { Iteration } from "./iteration.js";
import { enqueue } from "./queue.js";
import type { Run } from "./run.js";

/** A payload comes over an edge: its target is started, or waits for others (SPEC 5). */
export function arrive(run: Run, edge: Edge, payload: unknown, iteration: Iteration): void {
  if (edge.arrive === undefined) enqueue(run, edge.target.alone, payload, iteration);
  else edge.arrive(run, payload, iteration);
}
