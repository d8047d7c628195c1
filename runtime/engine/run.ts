import type { FlowContext } from "../flow-context.js";
import type { FlowError } from "../flow-error.js";
import type { FlowEvent } from "../flow-event.js";
import type { Gathering } from "../joins/gathering.js";
import type { LoopRun } from "../loops/loop-run.js";
import type { Limits, PreparedFlow, PreparedNode } from "../prepare/prepared-flow.js";
import type { Host, RunOptions } from "../run-options.js";
import type { CallMeta } from "./call-meta.js";
import type { Guard } from "./guard.js";
import { Iteration } from "./iteration.js";
import { beforeFirstLook, type Pace } from "./pace.js";
import type { Waiting } from "./queue.js";

/** Why a run does not go on. */
export interface Stop {
  readonly error: unknown;
  /** Whether what still runs is left to itself (an abort), or waited for (a failure). */
  isDropped: boolean;
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
  readonly flow: PreparedFlow;
  readonly context: FlowContext;
  readonly limits: Limits;
  readonly onEvent: ((event: FlowEvent) => void) | undefined;
  readonly host: Host | undefined;
  /** Whether nobody listens: simple nodes may run without a look at what else there could be. */
  readonly isSmooth: boolean;
  /** The run's records, as the run found or made them. */
  readonly payloads: FlowContext["payloads"];
  readonly steps: FlowContext["steps"];
  id: string | undefined;
  /** Activations that have started. */
  started = 0;

  // The current activation.
  node: PreparedNode;
  /** What arrived; from the call on, what the node is called with. */
  payload: unknown;
  iteration: Iteration;
  /** The how manieth run of the node, from 1, where somebody may ask. */
  visit = 0;
  meta: CallMeta | undefined = undefined;
  /** When it was called, where that counts. */
  began = 0;
  loopRun: LoopRun | undefined = undefined;
  /** What a promise of it gave. */
  answer: unknown = undefined;

  // How it lets the event loop turn.
  /** Activations until the next look at the clock. */
  unlooked: number = beforeFirstLook;
  pace: Pace | undefined = undefined;
  /** Whether it may wait for the event loop, where nothing that it calls does. */
  mayTurn = false;
  /** Whether it waits for the event loop, before its current activation. */
  isTurning = false;

  // The queue: first in, first out.
  first: Waiting | undefined = undefined;
  last: Waiting | undefined = undefined;

  /** Of the joins that wait, linked to each other. */
  newestWait: Gathering | undefined = undefined;
  stopped: Stop | undefined = undefined;
  /** An error that ends the run whatever the policy of its node says. */
  finalError: FlowError | undefined = undefined;
  /** Hears of an abort while nothing of the run is on the stack. */
  onDrop: ((reason: unknown) => void) | undefined = undefined;
  /** Activations that wait for a promise while others run. */
  flights: Flights | undefined = undefined;
  visits: number[] | undefined = undefined;
  guards: Set<Guard> | undefined = undefined;

  constructor(
    flow: PreparedFlow,
    context: FlowContext,
    input: unknown,
    limits: Limits,
    options: RunOptions | undefined,
  ) {
    this.flow = flow;
    this.context = context;
    this.limits = limits;
    this.onEvent = options?.onEvent;
    this.host = options?.host;
    this.id = options?.id;
    this.isSmooth = this.onEvent === undefined && this.host === undefined && options?.signal === undefined;
    this.payloads = context.payloads;
    // Nobody sees what a run that keeps none notes down.
    this.steps = limits.keptSteps === 0 ? [] : context.steps;
    this.node = flow.entry;
    this.payload = input;
    const whole = new Iteration(undefined, undefined, undefined);
    this.iteration = flow.entry.openPass?.(whole) ?? whole;
  }
}
