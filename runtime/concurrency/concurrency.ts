import { settle } from "../engine/activation.js";
import { conclude } from "../engine/conclude.js";
import { fail } from "../engine/fail.js";
import type { Flights } from "../engine/flights.js";
import { pump } from "../engine/pump.js";
import { takeNext } from "../engine/queue.js";
import { PreparedNode, type Run } from "../engine/state.js";
import { wasStopped } from "../engine/stop.js";
import type { FlowContext } from "../flow-context.js";
import type { Feature } from "../flow-spec.js";
import { Flight } from "./flight.js";

/** Runs several activations at once (SPEC 7). */
export const concurrencySupport: Feature = { name: "concurrencySupport", copy: PreparedNode, schedule };

/** Lets other activations run while one waits for a promise. Returns the promise of the whole run. */
function schedule(run: Run): Promise<FlowContext> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      run.onDrop = undefined;
      run.flights = undefined;
      try {
        resolve(conclude(run));
      } catch (error) {
        reject(error);
      }
    };
    run.flights = new Airspace(run, end);
    run.onDrop = end;
  });
}

/**
 * The activations of a run that wait for promises. Each callback calls `pump` itself, so that no further frame of the
 * runtime is below a callable.
 */
class Airspace implements Flights {
  readonly #run: Run;
  /** Ends the run. */
  readonly #end: () => void;
  #flying = 0;
  /** How many of them wait for the next item of a list. A run that has failed does not wait for these. */
  #pulling = 0;

  constructor(run: Run, end: () => void) {
    this.#run = run;
    this.#end = end;
  }

  fly(answer: PromiseLike<unknown>): void {
    const run = this.#run;
    const flight = new Flight(run);
    const pulls = run.node.loop === undefined ? 0 : 1;
    run.meta = undefined;
    this.#count(1, pulls);
    answer.then(
      (value) => {
        // A run that has gone on after undoing everything no longer waits for it.
        if (run.flights !== this) return;
        this.#count(-1, -pulls);
        if (wasStopped(run)) flight.land(run);
        else settleFlight(run, flight, value);
        this.rested(this.#mayStart() ? pump(run, false) : undefined);
      },
      (error: unknown) => {
        if (run.flights !== this) return;
        this.#count(-1, -pulls);
        flight.land(run);
        fail(run, error);
        this.rested(this.#mayStart() ? pump(run, false) : undefined);
      },
    );
  }

  rested(turning: PromiseLike<unknown> | undefined): void {
    const run = this.#run;
    // The activation that was about to start, and all that are queued behind it, wait for the event loop. Promises that
    // settle meanwhile are still handled.
    if (turning !== undefined) this.#startAfter(turning);
    const { stopped } = run;
    if (run.isTurning && stopped === undefined) return;
    // A run that has failed does not wait for the next item of a list.
    const isOver = this.#flying === (stopped === undefined ? 0 : this.#pulling);
    if (run.flights !== undefined && (isOver || stopped?.isDropped === true)) this.#end();
  }

  #startAfter(turning: PromiseLike<unknown>): void {
    const run = this.#run;
    const next = new Flight(run);
    this.#count(0, 0);
    void turning.then(() => {
      if (run.flights !== this) return;
      run.isTurning = false;
      this.#count(0, 0);
      next.restore(run);
      this.rested(wasStopped(run) ? undefined : pump(run, false));
    });
  }

  #count(flying: number, pulling: number): void {
    this.#flying += flying;
    this.#pulling += pulling;
    this.#run.isFull = this.#run.isTurning || this.#flying >= this.#run.limits.concurrency;
  }

  /** Makes the next activation the current one. Returns false if none may start. */
  #mayStart(): boolean {
    return !wasStopped(this.#run) && takeNext(this.#run);
  }
}

function settleFlight(run: Run, flight: Flight, value: unknown): void {
  flight.land(run);
  try {
    settle(run, value);
  } catch (error) {
    fail(run, error);
  }
}
