import type { Feature } from "../feature.js";
import { FlowError } from "../flow-error.js";
import type { Call, PlanNode } from "../plan/plan.js";
import { CallMeta } from "../engine/call-meta.js";
import { failureOf } from "../engine/failure-of.js";
import type { Guard } from "../engine/guard.js";
import { isThenable } from "../engine/is-thenable.js";
import type { Run } from "../engine/run.js";
import { emit, guard } from "../engine/stop.js";
import { startTimer } from "./timer.js";

/** Retry and timeout (SPEC 7). */
export const policySupport: Feature = {
  name: "policySupport",
  equip({ nodes }) {
    for (const node of nodes) {
      const { retry, timeout } = node.policy;
      if (retry !== undefined || timeout !== undefined) node.guarded = callGuarded;
    }
  },
};

/** The activation that is tried, as it was when the run came to it. */
interface Attempts {
  readonly run: Run;
  readonly node: PlanNode;
  readonly call: Call;
  readonly payload: unknown;
  readonly visit: number;
  readonly index: number | undefined;
}

/** Calls a node as its policy says: again where it fails, each attempt no longer than its time. */
function callGuarded(run: Run, call: Call): unknown {
  const { node, payload, visit, iteration } = run;
  const attempts: Attempts = { run, node, call, payload, visit, index: iteration.index };
  for (let attempt = 1; ; attempt += 1) {
    const meta = metaOf(attempts, attempt);
    const began = Date.now();
    try {
      const answer = call(payload, node.hasContext ? run.context : undefined, meta);
      if (isThenable(answer)) return awaitAttempts(attempts, attempt, inTime(attempts, meta, began, answer));
      CallMeta.release(meta);
      return answer;
    } catch (error) {
      CallMeta.release(meta);
      const delay = delayBeforeRetry(attempts, attempt, error);
      if (delay > 0) return awaitAttempts(attempts, attempt + 1, callAfter(attempts, attempt + 1, delay));
    }
  }
}

function metaOf({ run, node, visit, index }: Attempts, attempt: number): CallMeta {
  return new CallMeta(run, { nodeId: node.id, visit, index, attempt });
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
  const { run, node, call, payload } = attempts;
  if (delay > 0) await pause(run, delay);
  const meta = metaOf(attempts, attempt);
  const began = Date.now();
  try {
    const answer = call(payload, node.hasContext ? run.context : undefined, meta);
    return await (isThenable(answer) ? inTime(attempts, meta, began, answer) : answer);
  } finally {
    CallMeta.release(meta);
  }
}

/** Milliseconds until the next attempt. Throws the error where there is none. */
function delayBeforeRetry({ run, node, visit, index }: Attempts, attempt: number, error: unknown): number {
  const { retry } = node.policy;
  if (run.stopped !== undefined || retry === undefined || attempt >= retry.maxAttempts) throw error;
  if (retry.on !== undefined && !retry.on.includes(failureOf(error).exception)) throw error;
  const grown = (retry.delay ?? 0) * (retry.mode === "exponential" ? 2 ** (attempt - 1) : 1);
  const delay = grown * (1 + (retry.jitter ?? 0) * (2 * Math.random() - 1));
  emit(run, { type: "retry", nodeId: node.id, visit, index, attempt, delay, error });
  return delay;
}

/** Waits, unless the run stops: then it rejects with the reason. */
function pause(run: Run, milliseconds: number): Promise<void> {
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

/** The answer, or the `FlowError` `run/timeout` where it takes too long: then the attempt's signal is aborted. */
function inTime(
  { run, node }: Attempts,
  meta: CallMeta,
  began: number,
  answer: PromiseLike<unknown>,
): PromiseLike<unknown> {
  const { timeout } = node.policy;
  if (timeout === undefined) return answer;
  return new Promise((resolve, reject) => {
    // What the callable did before it answered counts too.
    const clear = startTimer(run, Math.max(0, timeout - (Date.now() - began)), () => {
      const error = new FlowError("run/timeout", `Node \`${node.id}\` took longer than ${timeout} ms`, node.place);
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
