import type { Flight } from "../concurrency/flight.js";
import { adopt } from "../engine/adopt.js";
import { CallMeta } from "../engine/call-meta.js";
import { isThenable } from "../engine/is-thenable.js";
import { isTurnDue, letTurn } from "../engine/pace.js";
import { report } from "../engine/report.js";
import { type Call, Parcel, type Run } from "../engine/state.js";
import { wasStopped } from "../engine/stop.js";
import { delayAfter } from "./delay-after.js";
import { type Answered, inTime, pause } from "./waits.js";

/**
 * The calls of one visit of a node, as its policy says (SPEC 7). At the front of the queue, it represents the next
 * call.
 */
export class Attempts extends Parcel {
  readonly #run: Run;
  readonly #flight: Flight;
  #attempt: number;
  /** Milliseconds to wait before the next attempt. */
  #delay = 0;

  /** @param attempt which attempt the activation has reached, counted from 1 */
  constructor(run: Run, flight: Flight, attempt: number) {
    super();
    this.#run = run;
    this.#flight = flight;
    this.#attempt = attempt;
  }

  /** Whether another attempt follows after this error. If so, prepares and reports it. */
  goesOn(error: unknown): boolean {
    const run = this.#run;
    const attempt = this.#attempt;
    const delay = wasStopped(run) ? undefined : delayAfter(this.#flight.node.policy, attempt, error);
    if (delay === undefined) return false;
    this.#delay = delay;
    this.#attempt += 1;
    report(run, { type: "retry", attempt, delay: this.#delay, error }, this.#flight);
    return !wasStopped(run);
  }

  /** If there is no delay, the engine makes the call itself, so that runs stay synchronous. */
  override again(run: Run, call: Call): Call {
    this.#flight.restore(run);
    if (this.#delay > 0) return () => this.settle(call);
    run.meta = new CallMeta(run, this.#flight, this.#attempt);
    run.began = Date.now();
    return call;
  }

  /**
   * Makes the remaining attempts and returns the final answer. This one function calls the callable, with nothing else
   * on the stack, so that one frame of it is below the callable, never two.
   */
  async settle(call: Call, first?: Answered): Promise<unknown> {
    const run = this.#run;
    const { node, payload } = this.#flight;
    for (let answered = first; ; answered = undefined) {
      let meta = answered?.meta;
      try {
        if (answered === undefined) {
          if (this.#delay > 0) await pause(run, this.#delay);
          else await (isTurnDue(run) ? letTurn(run) : undefined);
          if (run.stopped !== undefined) throw run.stopped.error;
          meta = new CallMeta(run, this.#flight, this.#attempt);
          const began = Date.now();
          const answer = call(payload, node.hasContext ? run.context : undefined, meta);
          if (!isThenable(answer)) return answer;
          answered = { meta, began, answer: adopt(answer) };
        }
        return await inTime(run, node, answered);
      } catch (error) {
        if (!this.goesOn(error)) throw error;
      } finally {
        if (meta !== undefined) CallMeta.release(meta);
      }
    }
  }
}
