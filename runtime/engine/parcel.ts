import type { Call } from "../prepare/prepared-flow.js";
import type { Run } from "./run.js";

/** What stands in the queue for a payload where its node has more to do than to take it. */
export abstract class Parcel {
  /** Its node has started before and is called again: answers with what is called. */
  again?(run: Run, call: Call): Call;
  /** Its node starts: sets the payload; true where that is what the node is called with, whatever its `inputs` say. */
  open?(run: Run): boolean;
}
