import { FlowError } from "../flow-error.js";
import type { Call } from "../plan/plan.js";
import type { Activation } from "./activation.js";
import { CallMeta } from "./call-meta.js";
import { failureOf } from "./failure-of.js";
import type { Guard } from "./guard.js";
import { isThenable } from "./is-thenable.js";
import type { Run } from "./run.js";
import { startTimer } from "./timer.js";

/** Calls a node once, with a `meta` of its own. */
export function callOnce(run: Run, activation: Activation, call: Call, attempt: number): unknown {
  const meta = new CallMeta(run, activation, attempt);
  if (activation.meta !== undefined) CallMeta.release(activation.meta);
  activation.meta = meta;
  return call(activation.payload, activation.node.hasContext ? run.context : undefined, meta);
}

/** Calls a node as its policy says (SPEC 7): again where it fails, each attempt no longer than its time. */
export function callUnderPolicy(run: Run, activation: Activation, call: Call): unknown {
  const attempts: Attempts = { run, activation, call };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = callInTime(attempts, attempt);
      return isThenable(answer) ? awaitAttempts(attempts, attempt, answer) : answer;
    } catch (error) {
      const delay = delayBeforeRetry(attempts, attempt, error);
      if (delay > 0) return awaitAttempts(attempts, attempt + 1, callAfter(attempts, attempt + 1, delay));
    }
  }
}

interface Attempts {
  readonly run: Run;
  readonly activation: Activation;
  readonly call: Call;
}

async function awaitAttempts(attempts: Attempts, first: number, answer: PromiseLike<unknown>): Promise<unknown> {
  let pending = answer;
  for (let attempt = first; ; attempt += 1) {
    try {
      return await pending;
    } catch (error) {
      const delay = delayBeforeRetry(attempts, attempt, error);
      pending = callAfter(attempts, attempt + 1, delay);
    }
  }
}

async function callAfter(attempts: Attempts, attempt: number, delay: number): Promise<unknown> {
  if (delay > 0) await pause(attempts.run, delay);
  return callInTime(attempts, attempt);
}

/** Milliseconds until the next attempt. Throws the error where there is none. */
function delayBeforeRetry({ run, activation }: Attempts, attempt: number, error: unknown): number {
  const { retry } = activation.node.policy;
  if (run.stopped !== undefined || retry === undefined || attempt >= retry.maxAttempts) throw error;
  if (retry.on !== undefined && !retry.on.includes(failureOf(error).exception)) throw error;
  const grown = (retry.delay ?? 0) * (retry.mode === "exponential" ? 2 ** (attempt - 1) : 1);
  const delay = grown * (1 + (retry.jitter ?? 0) * (2 * Math.random() - 1));
  const { node, visit, iteration } = activation;
  run.emit({ type: "retry", nodeId: node.id, visit, index: iteration.index, attempt, delay, error });
  return delay;
}

/** Waits, unless the run stops: then it rejects with the reason. */
function pause(run: Run, milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const clear = startTimer(run, milliseconds, () => {
      run.unguard(guard);
      resolve();
    });
    const guard: Guard = {
      onStop(reason) {
        clear();
        reject(reason);
      },
    };
    run.guard(guard);
  });
}

function callInTime({ run, activation, call }: Attempts, attempt: number): unknown {
  const { timeout } = activation.node.policy;
  const started = Date.now();
  const answer = callOnce(run, activation, call, attempt);
  const { meta } = activation;
  if (timeout === undefined || meta === undefined || !isThenable(answer)) return answer;
  return new Promise((resolve, reject) => {
    // What the callable did before it answered counts too.
    const left = Math.max(0, timeout - (Date.now() - started));
    const clear = startTimer(run, left, () => {
      const what = `Node \`${activation.node.id}\` took longer than ${timeout} ms`;
      const error = new FlowError("run/timeout", what, activation.node.place);
      CallMeta.abort(meta, error);
      reject(error);
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
