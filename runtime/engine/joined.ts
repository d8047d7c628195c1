/** The payload of a join that has fired: `context.joins` shows it from the start of the join's node on. */
export class Joined {
  readonly payload: Record<string, unknown>;

  constructor(payload: Record<string, unknown>) {
    this.payload = payload;
  }
}
