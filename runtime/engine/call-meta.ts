import type { Meta } from "../node.js";
import { type Guard, guard, type Stop } from "./guard.js";
import { runIdOf, stepName } from "./step-name.js";

/** The signal of one attempt, which hangs on the run for as long as the attempt lasts. */
interface AttemptSignal {
  readonly controller: AbortController;
  readonly guard: Guard;
}

/** What an attempt needs of its run. */
interface Owner {
  id: string | undefined;
  readonly stopped: Stop | undefined;
  guards: Set<Guard> | undefined;
}

/** The items of loops that an activation is in: see `Iteration`. */
interface Position {
  readonly index: number | undefined;
  readonly loop: { readonly iteration: Position } | undefined;
}

/** Whose attempt it is: the run's current activation, or one that was put aside. */
interface Visit {
  readonly node: { readonly id: string };
  readonly visit: number;
  readonly iteration: Position;
}

/** The `meta` of one attempt. Its signal is made when somebody asks for it. */
export class CallMeta implements Meta {
  readonly nodeId: string;
  readonly visit: number;
  readonly attempt: number;
  readonly #run: Owner;
  readonly #iteration: Position;
  #signal: AttemptSignal | undefined = undefined;
  #isOver = false;

  constructor(run: Owner, { node, visit, iteration }: Visit, attempt: number) {
    this.nodeId = node.id;
    this.visit = visit;
    this.attempt = attempt;
    this.#run = run;
    this.#iteration = iteration;
  }

  get index(): readonly number[] {
    return positionsOf(this.#iteration);
  }

  get key(): string {
    return `${runIdOf(this.#run)}/${stepName(this.nodeId, this.visit)}`;
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
    meta.#isOver = true;
    if (meta.#signal !== undefined) meta.#run.guards?.delete(meta.#signal.guard);
  }

  static #signalOf(meta: CallMeta): AttemptSignal {
    if (meta.#signal !== undefined) return meta.#signal;
    const controller = new AbortController();
    const signal: AttemptSignal = { controller, guard: { onStop: (reason) => controller.abort(reason) } };
    meta.#signal = signal;
    const { stopped } = meta.#run;
    if (stopped !== undefined) controller.abort(stopped.error);
    else if (!meta.#isOver) guard(meta.#run, signal.guard);
    return signal;
  }
}

/** The positions of the items around, of the outermost loop first. */
function positionsOf(iteration: Position): number[] {
  const positions: number[] = [];
  for (let { loop, index } = iteration; loop !== undefined; { loop, index } = loop.iteration) {
    positions.unshift(index ?? 0);
  }
  return positions;
}
