import type { Meta } from "../node.js";
import type { Activation } from "./activation.js";
import type { Guard } from "./guard.js";
import type { Run } from "./run.js";

/** The signal of one attempt, which hangs on the run for as long as the attempt lasts. */
interface AttemptSignal {
  readonly controller: AbortController;
  readonly guard: Guard;
}

/** The `meta` of one attempt. Every call gets one, so it is small: its signal is made when somebody asks for it. */
export class CallMeta implements Meta {
  readonly attempt: number;
  readonly #run: Run;
  readonly #activation: Activation;
  #signal: AttemptSignal | undefined = undefined;

  constructor(run: Run, activation: Activation, attempt: number) {
    this.attempt = attempt;
    this.#run = run;
    this.#activation = activation;
  }

  get nodeId(): string {
    return this.#activation.node.id;
  }

  get visit(): number {
    return this.#activation.visit;
  }

  get index(): number | undefined {
    return this.#activation.iteration.index;
  }

  get signal(): AbortSignal {
    return CallMeta.#signalOf(this).controller.signal;
  }

  /** Aborts the signal of an attempt that takes too long. Static, so that callables do not see it. */
  static abort(meta: CallMeta, reason: unknown): void {
    CallMeta.#signalOf(meta).controller.abort(reason);
  }

  /** The attempt has ended: its signal does not hang on the run any more. */
  static release(meta: CallMeta): void {
    meta.#activation.meta = undefined;
    if (meta.#signal !== undefined) meta.#run.unguard(meta.#signal.guard);
  }

  static #signalOf(meta: CallMeta): AttemptSignal {
    if (meta.#signal !== undefined) return meta.#signal;
    const controller = new AbortController();
    const signal: AttemptSignal = { controller, guard: { onStop: (reason) => controller.abort(reason) } };
    meta.#signal = signal;
    const { stopped } = meta.#run;
    if (stopped !== undefined) controller.abort(stopped.error);
    else if (meta.#activation.meta === meta) meta.#run.guard(signal.guard);
    return signal;
  }
}
