import type { PlanNode } from "../plan/plan.js";
import type { Run } from "./run.js";

/** What stands in the queue for a payload where its node has more to do than to take it. */
export abstract class Parcel {
  /** Its node starts: sets the payload; true where that is what the node is called with, whatever its `inputs` say. */
  abstract open(run: Run): boolean;
  /** The run is over, and its node was not started. */
  abstract leave(run: Run, node: PlanNode): void;
}
