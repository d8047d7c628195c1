import { adopt } from "../engine/adopt.js";
import { CallMeta } from "../engine/call-meta.js";
import { isThenable } from "../engine/is-thenable.js";
import type { Call, PreparedNode } from "../engine/state.js";
import type { Activation } from "../flow-event.js";
import { delayAfter } from "../policies/delay-after.js";
import { inTime, pause } from "../policies/waits.js";
import type { UndoOwner } from "./undo-owner.js";

/** How long an undo may take if its node has no timeout (SPEC 15). */
const defaultTimeout = 30_000;

/** An activation that is undone if the run fails. */
export interface Booking {
  readonly node: PreparedNode;
  readonly call: Call;
  readonly activation: Activation;
  /** Position of the item in each loop around it, outermost loop first. */
  readonly index: readonly number[];
  readonly input: unknown;
  readonly result: unknown;
  /** Grows with time, over all runs. */
  readonly order: number;
}

interface Position {
  readonly index: number | undefined;
  readonly loop: { readonly iteration: Position } | undefined;
}

/** The items that positions stand for, outermost first. */
function positionOf(index: readonly number[]): Position {
  const outside: Position = { index: undefined, loop: undefined };
  return index.reduce<Position>((iteration, at) => ({ index: at, loop: { iteration } }), outside);
}

/** What an undo is called for. */
interface Cause {
  readonly owner: UndoOwner;
  readonly context: unknown;
  /** The error that ended the run. */
  readonly error: unknown;
}

/**
 * Calls the undo of an activation, as often as its node's policy says. Gives the promises to wait for; throws what the last attempt
 * has thrown.
 */
export function* undoOne(booking: Booking, { owner, context, error }: Cause): Generator<PromiseLike<unknown>, void> {
  const { node, call, activation, input, result } = booking;
  const { id, place, policy } = node;
  const limited = { id, place, policy: { ...policy, timeout: policy.timeout ?? defaultTimeout } };
  const visit = { node, visit: activation.visit, iteration: positionOf(booking.index) };
  for (let attempt = 1; ; attempt += 1) {
    const meta = new CallMeta(owner, visit, attempt);
    try {
      const began = Date.now();
      const answer = call({ input, result, error }, node.hasContext ? context : undefined, meta);
      if (isThenable(answer)) yield inTime(owner, limited, { meta, began, answer: adopt(answer) });
      return;
    } catch (thrown) {
      const delay = delayAfter(policy, attempt, thrown);
      if (delay === undefined) throw thrown;
      if (delay > 0) yield pause(owner, delay);
    } finally {
      CallMeta.release(meta);
    }
  }
}
