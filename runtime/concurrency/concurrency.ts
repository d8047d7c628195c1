import type { Feature } from "../feature.js";
import type { FlowContext } from "../flow-context.js";
import { adopt } from "../engine/adopt.js";
import { begin } from "../engine/begin.js";
import { releaseMeta } from "../engine/call-meta.js";
import { conclude } from "../engine/conclude.js";
import { fail } from "../engine/fail.js";
import { PreparedNode } from "../prepare/prepared-flow.js";
import { Flight } from "./flight.js";
import { isThenable } from "../engine/is-thenable.js";
import { isTurnDue, letTurn } from "../engine/pace.js";
import { enqueue, takeNext } from "../engine/queue.js";
import type { Run } from "../engine/run.js";
import { settle } from "../engine/settle.js";
import { wasStopped } from "../engine/stop.js";

/** Several activations at once (SPEC 7). */
export const concurrencySupport: Feature = {
  name: "concurrencySupport",
  copy: PreparedNode,
  scheduler: { open, turn },
};

/**
 * Opens a run of several activations at once (SPEC 7): resolves when it is over. `turn` starts it; apart,
 * so that a callable has two frames of the runtime below it here too.
 */
function open(run: Run): Promise<FlowContext> {
  enqueue(run, run.node.alone, run.payload, run.iteration);
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
function turn(run: Run): void {
  const { context, flights } = run;
  if (flights === undefined) return;
  while (!wasStopped(run) && !run.isTurning && flights.flying < run.limits.concurrency && run.first !== undefined) {
    if (isTurnDue(run)) {
      turnLater(run);
      break;
    }
    takeNext(run);
    try {
      const call = begin(run);
      if (wasStopped(run)) break;
      const { node } = run;
      let answer: unknown;
      if (call === undefined) answer = node.loop?.pull(run);
      else answer = call(run.payload, node.hasContext ? context : undefined, run.meta);
      if (isThenable(answer)) {
        const promise = adopt(answer);
        fly(run, call && node.guarded ? node.guarded.settled(run, call, promise) : promise);
        continue;
      }
      releaseMeta(run);
      if (!wasStopped(run)) settle(run, answer);
    } catch (error) {
      fail(run, error);
    }
  }
  const { stopped } = run;
  if (run.isTurning && stopped === undefined) return;
  // When the run has failed, nobody waits for the next item of a list.
  const isOver = flights.flying === (stopped === undefined ? 0 : flights.pulling);
  if (run.flights !== undefined && (isOver || stopped?.isDropped === true)) flights.over();
}

/** Lets the event loop turn before it starts more. What flies lands meanwhile. */
function turnLater(run: Run): void {
  run.isTurning = true;
  void letTurn(run).then(() => {
    run.isTurning = false;
    turn(run);
  });
}

function fly(run: Run, answer: PromiseLike<unknown>): void {
  const flight = new Flight(run);
  const pulls = run.node.loop === undefined ? 0 : 1;
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
