import type { FlowContext } from "../flow-context.js";
import type { FlowEvent } from "../flow-event.js";
import type { Call, Plan, PlanNode } from "../plan/plan.js";
import type { Host, RunOptions } from "../run-options.js";
import type { CallMeta } from "./call-meta.js";
import type { Gathering } from "./gathering.js";
import type { Guard } from "./guard.js";
import { Iteration, type LoopRun } from "./iteration.js";
import type { Activation } from "./queue.js";

/** The limits of a run, checked. */
export interface Limits {
  readonly concurrency: number;
  readonly maxSteps: number;
  readonly keptSteps: number;
}

/** Why a run does not go on. */
export interface Stop {
  readonly error: unknown;
  /** Whether what still runs is left to itself (an abort), or waited for (a failure). */
  readonly isDropped: boolean;
}

export interface Flights {
  flying: number;
  /** How many of these wait for the next item of a list: nobody waits for them when the run has failed. */
  pulling: number;
  /** Ends the run. */
  over(): void;
}

/** The state of one run. The current activation lies in fields of its own, so that a chain of nodes makes no objects. */
export class Run {
  readonly plan: Plan;
  readonly context: FlowContext;
  readonly concurrency: number;
  readonly maxSteps: number;
  /** Entries of `context.steps` that are kept; 0: none is written. */
  readonly keptSteps: number;
  readonly onEvent: ((event: FlowEvent) => void) | undefined;
  readonly host: Host | undefined;
  /** Whether nobody listens: simple nodes may run without a look at what else there could be. */
  readonly isSmooth: boolean;
  /** The run's records, as the run found or made them. */
  readonly payloads: FlowContext["payloads"];
  readonly steps: FlowContext["steps"];
  /** Activations that may still start. */
  remaining: number;

  // The current activation.
  node: PlanNode;
  /** What arrived; from the call on, what the node is called with. */
  payload: unknown;
  iteration: Iteration;
  /** The how manieth run of the node, from 1, where somebody may ask. */
  visit = 0;
  call: Call | undefined = undefined;
  meta: CallMeta | undefined = undefined;
  loopRun: LoopRun | undefined = undefined;
  /** What a promise of it gave. */
  answer: unknown = undefined;

  // The queue: first in, first out.
  first: Activation | undefined = undefined;
  last: Activation | undefined = undefined;

  /** Joins that wait, the oldest first, linked to each other. */
  oldestWait: Gathering | undefined = undefined;
  newestWait: Gathering | undefined = undefined;
  stopped: Stop | undefined = undefined;
  /** An error that ends the run whatever the policy of its node says. */
  finalError: unknown = undefined;
  /** Hears of an abort while nothing of the run is on the stack. */
  onDrop: ((reason: unknown) => void) | undefined = undefined;
  /** Activations that wait for a promise while others run. */
  flights: Flights | undefined = undefined;
  visits: number[] | undefined = undefined;
  guards: Set<Guard> | undefined = undefined;

  constructor(plan: Plan, context: FlowContext, input: unknown, options: RunOptions, limits: Limits) {
    this.plan = plan;
    this.context = context;
    this.concurrency = limits.concurrency;
    this.maxSteps = limits.maxSteps;
    this.keptSteps = limits.keptSteps;
    this.onEvent = options.onEvent;
    this.host = options.host;
    this.isSmooth = options.onEvent === undefined && options.host === undefined && options.signal === undefined;
    this.payloads = context.payloads;
    // Nobody sees what a run without a trace notes down.
    this.steps = limits.keptSteps === 0 ? [] : context.steps;
    this.remaining = limits.maxSteps;
    this.node = plan.entry;
    this.payload = input;
    this.iteration = new Iteration(undefined, undefined, undefined);
    if (plan.entry.opensPass) this.iteration = new Iteration(this.iteration, undefined, undefined);
  }
}
