import type { Meta } from "../node.js";
import type { Activation } from "./activation.js";
import type { Guard } from "./guard.js";
import type { Run } from "./run.js";

/** The `meta` of one attempt. Its signal is made when somebody asks for it. */
export class CallMeta implements Meta {
  readonly nodeId: string;
  readonly visit: number;
  readonly attempt: number;
  readonly index: number | undefined;
  readonly #run: Run;
  #controller: AbortController | undefined = undefined;
  #guard: Guard | undefined = undefined;
  #isOver = false;
  #abortedBy: { readonly reason: unknown } | undefined = undefined;

  constructor(run: Run, activation: Activation, attempt: number) {
    this.nodeId = activation.node.id;
    this.visit = activation.visit;
    this.attempt = attempt;
    this.index = activation.iteration.index;
    this.#run = run;
  }

  get signal(): AbortSignal {
    if (this.#controller !== undefined) return this.#controller.signal;
    const controller = new AbortController();
    this.#controller = controller;
    const stopped = this.#run.stopped;
    if (this.#abortedBy !== undefined) controller.abort(this.#abortedBy.reason);
    else if (this.#isOver) return controller.signal;
    else if (stopped !== undefined) controller.abort(stopped.error);
    else {
      this.#guard = { onStop: (reason) => controller.abort(reason) };
      this.#run.guard(this.#guard);
    }
    return controller.signal;
  }

  /** Aborts the signal of an attempt that takes too long. Static, so that callables do not see it. */
  static abort(meta: CallMeta, reason: unknown): void {
    meta.#abortedBy = { reason };
    meta.#controller?.abort(reason);
  }

  /** The attempt has ended: its signal does not hang on the run any more. */
  static release(meta: CallMeta): void {
    meta.#isOver = true;
    if (meta.#guard !== undefined) meta.#run.unguard(meta.#guard);
  }
}
