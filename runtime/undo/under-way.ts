import { adopt } from "../engine/adopt.js";
import type { CallMeta } from "../engine/call-meta.js";
import { isThenable } from "../engine/is-thenable.js";
import { stepName } from "../engine/step-name.js";
import type { Activation, FlowEvent } from "../flow-event.js";

/** An activation that has started and not ended. */
export interface Started {
  readonly activation: Activation;
  readonly index: readonly number[];
  readonly input: unknown;
  /** Its latest attempt. */
  meta?: CallMeta;
  began?: number;
  answer?: PromiseLike<unknown>;
  /** How that attempt has ended. */
  outcome?: { readonly value: unknown } | "failed";
}

/** The activations of a run that have started and not ended, with what their calls have answered. */
export class UnderWay {
  readonly #started = new Map<string, Started>();

  start({ nodeId, visit, index, input }: Extract<FlowEvent, { readonly type: "start" }>): void {
    this.#started.set(stepName(nodeId, visit), { activation: { nodeId, visit }, index, input });
  }

  get(activation: Activation): Started | undefined {
    return this.#started.get(keyOf(activation));
  }

  /** Forgets an activation, which has ended. */
  end(activation: Activation): Started | undefined {
    const started = this.get(activation);
    this.#started.delete(keyOf(activation));
    return started;
  }

  all(): readonly Started[] {
    return [...this.#started.values()];
  }

  /** Notes that an attempt begins. */
  called(meta: CallMeta): void {
    const started = this.get(meta);
    if (started !== undefined)
      Object.assign(started, { meta, began: Date.now(), answer: undefined, outcome: undefined });
  }

  /**
   * Notes the answer of an attempt, and calls back when it is there. Returns it; a promise is a native one then, so that a `then` of the
   * user's is called once.
   */
  answered(meta: CallMeta, answer: unknown, onEnd: (started: Started) => void): unknown {
    const started = this.get(meta);
    if (started === undefined || started.meta !== meta) return answer;
    const ended = (outcome: { readonly value: unknown } | "failed"): void => {
      if (started.meta !== meta) return;
      started.outcome = outcome;
      onEnd(started);
    };
    if (!isThenable(answer)) {
      ended({ value: answer });
      return answer;
    }
    const promise = adopt(answer);
    started.answer = promise;
    promise.then(
      (value) => ended({ value }),
      () => ended("failed"),
    );
    return promise;
  }
}

/** A key of maps: the name of the step. */
export function keyOf({ nodeId, visit }: Activation): string {
  return stepName(nodeId, visit);
}
