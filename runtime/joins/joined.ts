import { Parcel, type Run } from "../engine/state.js";

/** What has arrived for a join that fires: `context.joins` shows it again when the join's node starts. */
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
}
