import type { FlowContext } from "../flow-context.js";
import { begin } from "./begin.js";
import { CallMeta } from "./call-meta.js";
import { conclude } from "./conclude.js";
import { fail } from "./fail.js";
import { Flight } from "./flight.js";
import { runHosted } from "./hosted.js";
import { isThenable } from "./is-thenable.js";
import { pullItem } from "./loop.js";
import { enqueue, takeNext } from "./queue.js";
import type { Run } from "./run.js";
import { settle } from "./settle.js";
import { wasStopped } from "./stop.js";

/**
 * Opens a run of several activations at once, or under a host (SPEC 7): resolves when it is over. `turn` starts it; apart,
 * so that a callable has two frames of the runtime below it here too.
 */
export function open(run: Run): Promise<FlowContext> {
  enqueue(run, run.node, run.payload, run.iteration);
  if (run.host !== undefined) return runHosted(run, run.host);
  return new Promise((resolve, reject) => {
    const over = (): void => {
      run.onDrop = undefined;
      run.flights = undefined;
      try {
        resolve(conclude(run));
      } catch (error) {
        reject(error);
      }
    };
    run.flights = { flying: 0, pulling: 0, over };
    run.onDrop = over;
  });
}

/**
 * Starts what waits in the queue, as far as the concurrency allows. Callables that answer at once are settled at once; a
 * promise comes back here when it has been settled.
 */
export function turn(run: Run): void {
  const { context, flights } = run;
  if (flights === undefined) return;
  while (!wasStopped(run) && flights.flying < run.concurrency && takeNext(run)) {
    try {
      begin(run);
      if (wasStopped(run)) break;
      const { node, call } = run;
      let answer: unknown;
      if (call === undefined) answer = pullItem(run);
      else if (node.guarded !== undefined) answer = node.guarded(run, call);
      else answer = call(run.payload, node.hasContext ? context : undefined, run.meta);
      if (isThenable(answer)) {
        fly(run, answer);
        continue;
      }
      if (run.meta !== undefined) CallMeta.release(run.meta);
      if (!wasStopped(run)) settle(run, answer);
    } catch (error) {
      fail(run, error);
    }
  }
  const { stopped } = run;
  // When the run has failed, nobody waits for the next item of a list.
  const isOver = flights.flying === (stopped === undefined ? 0 : flights.pulling);
  if (run.flights !== undefined && (isOver || stopped?.isDropped === true)) flights.over();
}

function fly(run: Run, answer: PromiseLike<unknown>): void {
  const flight = new Flight(run);
  const pulls = run.call === undefined ? 1 : 0;
  const count = (change: number): void => {
    if (run.flights === undefined) return;
    run.flights.flying += change;
    run.flights.pulling += change * pulls;
  };
  count(1);
  answer.then(
    (value) => {
      count(-1);
      if (wasStopped(run)) flight.land(run);
      else settleFlight(run, flight, value);
      turn(run);
    },
    (error: unknown) => {
      count(-1);
      flight.land(run);
      fail(run, error);
      turn(run);
    },
  );
}

function settleFlight(run: Run, flight: Flight, value: unknown): void {
  flight.land(run);
  try {
    settle(run, value);
  } catch (error) {
    fail(run, error);
  }
}
