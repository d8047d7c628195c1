import { adopt } from "./adopt.js";
import { begin } from "./begin.js";
import { releaseMeta } from "./call-meta.js";
import { fail } from "./fail.js";
import { isThenable } from "./is-thenable.js";
import { partsOf } from "./mapping.js";
import { note, takeStep } from "./record.js";
import { isTurnDue, letTurn } from "./pace.js";
import { takeNext } from "./queue.js";
import type { Run } from "./run.js";
import { send, settle } from "./settle.js";
import { wasStopped } from "./stop.js";

/**
 * Runs the current activation and all that it brings about, one after the other (SPEC 5), until nothing is left, the run
 * has stopped, or a callable answers with a promise, which is returned, or the event loop has to turn. Simple nodes run in this one frame: an error of a
 * callable has two of the runtime's below it, and a chain costs little more than its calls.
 *
 * @param isAnswered whether the current activation has been called, and `run.answer` is what came of it
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
            const promise = adopt(answer);
            return call && node.guarded ? node.guarded.settled(run, call, promise) : promise;
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
