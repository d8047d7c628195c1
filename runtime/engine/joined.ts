/**
 * The payload of a join that has fired, in a flow in which somebody can see `context.joins`: another iteration's arrivals
 * may be shown there by the time the join's node starts, and it must find its own.
 */
export class Joined {
  readonly payload: Record<string, unknown>;

  constructor(payload: Record<string, unknown>) {
    this.payload = payload;
  }
}
