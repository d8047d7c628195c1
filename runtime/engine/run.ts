import type { FlowContext } from "../flow-context.js";
import type { FlowEvent } from "../flow-event.js";
import type { Plan, PlanNode } from "../plan/plan.js";
import { Queue } from "./activation.js";
import type { Gathering } from "./gathering.js";
import type { Guard } from "./guard.js";
import { Iteration } from "./iteration.js";

/** Why a run does not go on. */
interface Stop {
  readonly error: unknown;
  /** Whether what still runs is left to itself (an abort), or waited for (a failure). */
  readonly isDropped: boolean;
}

export interface RunSettings {
  readonly concurrency: number;
  readonly maxSteps: number;
  readonly onEvent: ((event: FlowEvent) => void) | undefined;
  /** Whether callables may answer with promises. */
  readonly isSync: boolean;
}

/** The state of one run. */
export class Run {
  readonly context: FlowContext;
  readonly settings: RunSettings;
  readonly root = new Iteration();
  readonly queue = new Queue();
  /** Activations that may still start. */
  remaining: number;
  /** Activations that wait for a promise. */
  flying = 0;
  /** How many of these wait for the next item of a list: nobody waits for them when the run has failed. */
  pulling = 0;
  /** Joins that wait, the oldest first. */
  waits: Set<Gathering> | undefined = undefined;
  stopped: Stop | undefined = undefined;
  /** An error that ends the run whatever the policy of its node says. */
  finalError: Error | undefined = undefined;
  /** Called when a promise has been settled: there may be room for others, or nothing left to wait for. */
  onLanded: (() => void) | undefined = undefined;
  /** Hears of an abort while nothing of the run is on the stack. */
  onDrop: (() => void) | undefined = undefined;
  readonly #visits: number[];
  #guards: Set<Guard> | undefined = undefined;

  constructor(plan: Plan, context: FlowContext, settings: RunSettings) {
    this.context = context;
    this.settings = settings;
    this.remaining = settings.maxSteps;
    this.#visits = new Array<number>(plan.nodes.length).fill(0);
  }

  /** Counts a visit of a node, from 1. */
  visit(node: PlanNode): number {
    const visit = (this.#visits[node.index] ?? 0) + 1;
    this.#visits[node.index] = visit;
    return visit;
  }

  /** Tells the listener, if there is one; where it throws, the run ends with its error. */
  emit(event: FlowEvent): void {
    try {
      this.settings.onEvent?.(event);
    } catch (error) {
      this.stop({ error, isDropped: true });
    }
  }

  guard(guard: Guard): void {
    this.#guards ??= new Set();
    this.#guards.add(guard);
  }

  unguard(guard: Guard): void {
    this.#guards?.delete(guard);
  }

  /** Ends the run early. The first error counts; an abort also ends the wait for what ran beside a failure. */
  stop(stop: Stop): void {
    if (this.stopped === undefined) {
      this.stopped = stop;
      for (const guard of [...(this.#guards ?? [])]) guard.onStop?.(stop.error);
    } else if (stop.isDropped) this.stopped = { error: this.stopped.error, isDropped: true };
    if (stop.isDropped) this.onDrop?.();
  }

  /** Whether nothing is left to start or to wait for; asked after a turn of the scheduler. */
  get isOver(): boolean {
    if (this.stopped === undefined) return this.flying === 0;
    return this.stopped.isDropped || this.flying === this.pulling;
  }

  /** Lets go of timers, listeners and lists. */
  end(): void {
    if (this.#guards === undefined) return;
    for (const guard of [...this.#guards]) guard.onEnd?.();
    this.#guards.clear();
  }
}
