import type { Meta } from "../node.js";
import type { FlowFailure } from "../flow-context.js";
import { type Guard, guard, type Heard } from "./guard.js";
import { runIdOf, stepName } from "./step-name.js";

/** The signal of one attempt. It is registered with the run for as long as the attempt lasts. */
interface AttemptSignal {
  readonly controller: AbortController;
  readonly guard: Guard;
}

/** The parts of a run that an attempt needs, and the run of another flow within it. */
export interface Owner extends Heard {
  id: string | undefined;
  readonly mayTurn: boolean;
  inner: ((run: Failing) => void) | undefined;
}

/** A run whose current activation has failed. */
export interface Failing {
  readonly context: { readonly errors: FlowFailure[] };
  readonly node: { readonly id: string };
  readonly visit: number;
}

/** The items of loops that an activation is in: see `Iteration`. */
interface Position {
  readonly index: number | undefined;
  readonly loop: { readonly iteration: Position } | undefined;
}

/** The visit that an attempt belongs to: the run's current activation, or one that was set aside. */
interface Visit {
  readonly node: { readonly id: string };
  readonly visit: number;
  readonly iteration: Position;
}

/** The `meta` of one attempt. Its signal is created when somebody asks for it. */
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

  /** The run that the attempt belongs to. Static, so that callables cannot reach it. */
  static runOf(meta: CallMeta): Owner {
    return meta.#run;
  }

  /** Aborts the signal of an attempt that takes too long. Static, so that callables cannot reach it. */
  static abort(meta: CallMeta, reason: unknown): void {
    CallMeta.#signalOf(meta).controller.abort(reason);
  }

  /** Unregisters the signal from the run, since the attempt has ended. */
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

/** Positions of the items around an activation, outermost loop first. */
export function positionsOf(iteration: Position): number[] {
  const positions: number[] = [];
  for (let { loop, index } = iteration; loop !== undefined; { loop, index } = loop.iteration) {
    positions.unshift(index ?? 0);
  }
  return positions;
}
