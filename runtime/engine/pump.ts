import { begin, note, releaseMeta, settle, takeStep } from "./activation.js";
import { adopt } from "./adopt.js";
import { partsOf, send } from "./dispatch.js";
import { fail } from "./fail.js";
import { isThenable } from "./is-thenable.js";
import { isTurnDue, letTurn } from "./pace.js";
import { takeNext } from "./queue.js";
import type { Call, Run } from "./state.js";
import { wasStopped } from "./stop.js";

/**
 * Runs the current activation and everything that follows from it, one after the other (SPEC 5). Returns undefined when
 * nothing is left or the run has stopped. If a callable returns a promise or the event loop has to turn, returns the
 * promise to wait for. If several activations may run at once, the promise of a callable goes to `Run.flights` instead,
 * and the next activation starts. Every callable is called in this frame: the stack of its errors has two frames of the
 * runtime. Simple nodes skip `begin` and `settle`, so that a chain costs little more than its calls.
 *
 * @param isAnswered whether the current activation has already been called, with its answer in `run.answer`
 */
export function pump(run: Run, isAnswered: boolean): PromiseLike<unknown> | undefined {
  const { context, payloads, isSmooth } = run;
  let isResumed = isAnswered;
  for (;;) {
    try {
      for (;;) {
        const { node } = run;
        const isSimple = isSmooth && node.isSimple;
        let answer: unknown;
        if (isResumed) {
          isResumed = false;
          answer = run.answer;
        } else {
          if (isTurnDue(run)) {
            run.isTurning = true;
            return letTurn(run);
          }
          let call = node.call;
          if (isSimple) {
            takeStep(run, node);
            if (node.inputs !== undefined) run.payload = node.inputs(context);
          } else {
            call = begin(run);
            if (wasStopped(run)) return undefined;
          }
          if (call === undefined) answer = node.loop?.pull(run);
          else answer = call(run.payload, node.hasContext ? context : undefined, run.meta);
          if (isThenable(answer)) {
            const promise = promiseOf(run, call, answer);
            if (promise === undefined || run.flights === undefined) return promise;
            run.flights.fly(promise);
            if (!takeNext(run)) return undefined;
            continue;
          }
        }
        if (isSimple && node.settle === undefined && run.iteration.loop === undefined) {
          const result = answer === undefined ? run.payload : answer;
          const parts = partsOf(node, result);
          node.store(payloads, result);
          node.writes?.(context, result);
          note(run, node.succeeded);
          if (parts === undefined && node.only !== undefined && run.first === undefined) {
            run.node = node.only;
            run.payload = result;
            continue;
          }
          send(run, result, parts);
        } else {
          releaseMeta(run);
          if (wasStopped(run)) return undefined;
          settle(run, answer);
        }
        if (wasStopped(run) || !takeNext(run)) return undefined;
      }
    } catch (error) {
      fail(run, error);
      if (wasStopped(run) || !takeNext(run)) return undefined;
    }
  }
}

/**
 * Returns the answer of a callable as a promise. It includes all further attempts, if a policy asks for them. Undefined if the callable has
 * ended its run, which does not wait for it then.
 */
function promiseOf(run: Run, call: Call | undefined, answer: PromiseLike<unknown>): PromiseLike<unknown> | undefined {
  const promise = adopt(answer);
  if (wasStopped(run)) {
    promise.catch(() => undefined);
    return undefined;
  }
  const { guarded } = run.node;
  return call && guarded ? guarded.settled(run, call, promise) : promise;
}
