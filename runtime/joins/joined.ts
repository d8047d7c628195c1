import { isEmpty } from "../engine/open-context.js";
import { Parcel } from "../engine/parcel.js";
import type { Run } from "../engine/run.js";
import type { PlanNode } from "../plan/plan.js";

/** What has arrived for a join that fires: `context.joins` shows it from the start of the join's node on. */
export class Joined extends Parcel {
  readonly payload: Record<string, unknown>;

  constructor(payload: Record<string, unknown>) {
    super();
    this.payload = payload;
  }

  override open(run: Run): boolean {
    run.payload = this.payload;
    run.node.store(run.context.joins, this.payload);
    return false;
  }

  /** Shows what the join would have run with. */
  override leave(run: Run, { id }: PlanNode): void {
    const { joins } = run.context;
    if (isEmpty(joins[id])) joins[id] = this.payload;
  }
}
