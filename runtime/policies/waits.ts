import { FlowError } from "../flow-error.js";
import { CallMeta } from "../engine/call-meta.js";
import { type Guard, guard, type Stoppable } from "../engine/guard.js";
import type { PreparedNode } from "../engine/state.js";
import { running } from "../children/running.js";
import { startTimer } from "./timer.js";

/** Resolves after a number of milliseconds. If the run stops before, rejects with the reason. */
export function pause(run: Pick<Stoppable, "guards">, milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const clear = startTimer(run, milliseconds, () => {
      run.guards?.delete(waiting);
      resolve();
    });
    const waiting: Guard = {
      onStop(reason) {
        clear();
        reject(reason);
      },
    };
    guard(run, waiting);
  });
}

/** An attempt whose callable has returned a promise. */
export interface Answered {
  readonly meta: CallMeta;
  /** When the callable was called: the time until it returned its promise counts too. */
  readonly began: number;
  readonly answer: PromiseLike<unknown>;
}

/**
 * Returns the answer. If it takes too long, aborts the attempt's signal and rejects with the `FlowError` `run/timeout`.
 */
export function inTime(
  run: Pick<Stoppable, "guards" | "stopped">,
  node: Pick<PreparedNode, "id" | "place" | "policy">,
  { meta, began, answer }: Answered,
): PromiseLike<unknown> {
  const { timeout } = node.policy;
  if (timeout === undefined || run.stopped !== undefined) return answer;
  return new Promise((resolve, reject) => {
    const clear = startTimer(run, Math.max(0, timeout - (Date.now() - began)), () => {
      const error = new FlowError("run/timeout", `Node \`${node.id}\` took longer than ${timeout} ms`, node.place);
      CallMeta.abort(meta, error);
      // A flow that the node runs undoes what it has done before the next attempt begins.
      const child = running.get(meta);
      if (child === undefined) reject(error);
      else child.then(() => reject(error));
    });
    const settled = (end: () => void): void => {
      clear();
      end();
    };
    answer.then(
      (value) => settled(() => resolve(value)),
      (error: unknown) => settled(() => reject(error)),
    );
  });
}
