/**
 * The data of the engine: the prepared nodes of a flow, and the state of a run. They refer to each other, so they are in one
 * file; all other files of the runtime that know them import them from here.
 */
import type { FlowContext, FlowFailure, Step } from "../flow-context.js";
import type { FlowError, FlowPlace } from "../flow-error.js";
import type { FlowEvent } from "../flow-event.js";
import type { Gathering } from "../joins/gathering.js";
import type { ItemSource } from "../loops/item-source.js";
import type { Meta } from "../node.js";
import type { NodeSpec, PolicySpec, Store } from "../node-spec.js";
import type { RunOptions } from "../run-options.js";
import type { CallMeta } from "./call-meta.js";
import type { Flights } from "./flights.js";
import type { Guard, Stop } from "./guard.js";
import type { Limits } from "./limits.js";
import { beforeFirstLook, type Pace } from "./pace.js";

export type Call = (payload: unknown, context: unknown, meta: Meta | undefined) => unknown;

/** A node, linked to its successors. A class with all its fields from the start: the engine's loop sees objects of one shape. */
export class PreparedNode {
  readonly id: string;
  /** Position in declared order. */
  readonly index: number;
  /** Where errors of this node belong. */
  readonly place: FlowPlace;
  /** Undefined for loops, and where `findCall` finds it when the node runs. */
  call: Call | undefined = undefined;
  readonly findCall: ((context: unknown) => unknown) | undefined;
  /** Whether the callable gets the context. */
  readonly hasContext: boolean;
  /** Whether the callable may look at its third argument. */
  takesMeta = true;
  readonly inputs: ((context: unknown) => unknown) | undefined;
  readonly writes: ((context: unknown, result: unknown) => void) | undefined;
  readonly policy: PolicySpec;
  /** Records are values: one each for all runs. */
  readonly started: Step;
  readonly succeeded: Step;
  /** Keeps a value under the node's id. */
  readonly store: Store;
  /** This node, as all that an edge to it starts. */
  readonly alone: readonly [PreparedNode];
  /** In the order of dispatch; of a loop its body and its done route. */
  edges: readonly Edge[] = [];
  /** The same by the target's id. */
  edgeTo: ReadonlyMap<string, Edge> = new Map();
  /** All successors, where each starts at once: the whole dispatch of a result. */
  fan: readonly PreparedNode[] | undefined = undefined;
  /** The only successor, where it starts at once. */
  only: PreparedNode | undefined = undefined;
  goto: Edge | undefined = undefined;
  /** Whether it waits for several groups of parents. */
  readonly isJoin: boolean;
  /** Whether all that is to do before its result is to call it with its payload. */
  isSimple = false;
  /** A key of an earlier result that is no successor's: a result that has it is no mapping of successors either. */
  foreignKey: string | undefined = undefined;

  // What features do.
  /** Retry and timeout; such a node has a `meta` for each of its calls. */
  guarded: Guarded | undefined = undefined;
  /** Records an answer and starts what follows, where that is more than to send it on. */
  settle: ((run: Run, answer: unknown) => void) | undefined = undefined;
  loop: PreparedLoop | undefined = undefined;
  /** Hands a result to the loops that collect it. */
  collect: ((iteration: Iteration, result: unknown) => void) | undefined = undefined;
  /** Of the header of a cycle: the pass that its start opens. */
  openPass: ((around: Iteration) => Iteration) | undefined = undefined;
  /** Starts the node that the policy names for a failure of this one; false where the failure is not to be handled. */
  handle: ((run: Run, error: FlowFailure) => boolean) | undefined = undefined;

  constructor(spec: NodeSpec, rest: Pick<PreparedNode, "index" | "place" | "policy" | "store">) {
    const { id } = spec;
    this.id = id;
    this.index = rest.index;
    this.place = rest.place;
    this.policy = rest.policy;
    this.store = rest.store;
    this.alone = [this];
    this.isJoin = (spec.joins?.length ?? 0) > 1;
    this.hasContext = "context" in spec && Boolean(spec.context);
    this.findCall = "callable" in spec ? (spec.callable as PreparedNode["findCall"]) : undefined;
    this.inputs = spec.inputs as PreparedNode["inputs"];
    this.writes = spec.writes as PreparedNode["writes"];
    this.started = Object.freeze({ node_id: id, status: "start" });
    this.succeeded = Object.freeze({ node_id: id, status: "success" });
  }
}

/** Where a result goes. */
export interface Edge {
  readonly source: PreparedNode;
  readonly target: PreparedNode;
  /** Where it does more than to start its target. */
  arrive: Arrival | undefined;
  /** Where its target waits for it: what `arrive` comes to, once passes of cycles are left. */
  gather: Arrival | undefined;
}

/** What an edge does that does more than to start its target. */
export type Arrival = (run: Run, payload: unknown, iteration: Iteration) => void;

/** What a policy does about the calls of a node. The engine makes them itself, so that no frame is below a callable. */
interface Guarded {
  /** A call threw: true where it has put its node in front of the queue, to be called again. */
  retry(run: Run, meta: CallMeta, error: unknown): boolean;
  /** What the answer of the current activation comes to, with all further attempts. */
  settled(run: Run, call: Call, answer: PromiseLike<unknown>): PromiseLike<unknown>;
  /** All attempts of the current activation, for a host that makes the calls. */
  step(run: Run, call: Call): () => PromiseLike<unknown>;
}

/** A node that starts its body again and again. */
interface PreparedLoop {
  /** Asks the list of the current loop for its next item; a promise, where that has to be waited for. */
  pull(run: Run): unknown;
  /** The same for a host: what gives the next item, where that has to be waited for. */
  step(run: Run): (() => Promise<unknown>) | undefined;
  /** The current loop has failed and starts no other item. `goesOn`: its `done` node starts at the end, as for a list that ends here. */
  breakOff(run: Run, goesOn: boolean): void;
  /** An activation of a loop's items has ended; with the last one, the loop has. */
  ended(run: Run, loopRun: LoopRun): void;
}

/** What the queue holds for a payload where its node has more to do than to take it. */
export abstract class Parcel {
  /** Its node has started before and is called again: answers with what is called. */
  again?(run: Run, call: Call): Call;
  /** Its node starts: sets the payload; true where that is what the node is called with, regardless of what its `inputs` say. */
  open?(run: Run): boolean;
}

/** A loop over one list. In the queue it stands for the loop that goes on. */
export class LoopRun extends Parcel {
  readonly node: PreparedNode;
  /** What the loop was called with. */
  readonly input: unknown;
  readonly source: ItemSource;
  /** What the loop itself runs in. */
  readonly iteration: Iteration;
  /** Activations that its items caused and that have not ended; a loop inside of it counts as one. */
  live = 0;
  /** Whether more items may start. */
  isOpen = true;
  /** Items started so far. */
  count = 0;
  /** Items read from a stream so far; less, where a host had answers of an earlier run. */
  read = 0;
  /** Of each item, where a done route is to get them. */
  results: unknown[] | undefined = undefined;
  /** Closes the list where the run ends before it does. */
  guard: Guard | undefined = undefined;

  constructor({ node, payload, iteration }: Run, source: ItemSource) {
    super();
    this.node = node;
    this.input = payload;
    this.source = source;
    this.iteration = iteration;
  }

  override open(run: Run): boolean {
    run.loopRun = this;
    run.payload = this.input;
    return true;
  }
}

/**
 * What an arrival comes from: one item of a loop, one pass of a cycle, or the run itself. Joins wait in it, so they only
 * combine arrivals of the same one (SPEC 5).
 */
export class Iteration {
  readonly parent: Iteration | undefined;
  /** The innermost loop around it whose items are distinguished. */
  readonly loop: LoopRun | undefined;
  /** Position of that loop's item. */
  readonly index: number | undefined;
  /** The joins that wait in this iteration: usually there is one, `alsoWaiting` has the others by their rule. */
  waiting: Gathering<Iteration> | undefined = undefined;
  alsoWaiting: Map<unknown, Gathering<Iteration>> | undefined = undefined;
  /** Of a pass: what all passes count together that follow from one entry of the cycle. */
  cycle: { passes: number } | undefined = undefined;
  /** The iteration that the flow's error handler was started from, and whose joins it shares. */
  twinOf: Iteration | undefined = undefined;

  constructor(parent: Iteration | undefined, loop: LoopRun | undefined, index: number | undefined) {
    this.parent = parent;
    this.loop = loop;
    this.index = index;
  }
}

/** An entry of a run's queue: nodes that are to run, one after the other, with the same payload. */
export class Waiting {
  readonly nodes: readonly PreparedNode[];
  /** What arrived. */
  readonly payload: unknown;
  readonly iteration: Iteration;
  /** How many of the nodes have started. */
  taken = 0;
  /** The entry behind it. */
  next: Waiting | undefined = undefined;

  constructor(nodes: readonly PreparedNode[], payload: unknown, iteration: Iteration) {
    this.nodes = nodes;
    this.payload = payload;
    this.iteration = iteration;
  }
}

/** The state of one run. Its current activation is in fields of its own, so that a chain of nodes makes no objects. */
export class Run {
  readonly context: FlowContext;
  readonly limits: Limits;
  readonly onEvent: ((event: FlowEvent) => void) | undefined;
  /** Nodes of the flow. */
  readonly size: number;
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
  /** Which run of the node this is, counted from 1. Only kept where somebody may ask. */
  visit = 0;
  meta: CallMeta | undefined = undefined;
  /** When it was called, where that counts. */
  began = 0;
  loopRun: LoopRun | undefined = undefined;
  /** What a promise of it gave. */
  answer: unknown = undefined;

  // How it lets the event loop turn: see `pace.ts`.
  unlooked: number = beforeFirstLook;
  pace: Pace | undefined = undefined;
  mayTurn = false;
  /** Whether it waits for the event loop, before its current activation. */
  isTurning = false;

  // The queue: first in, first out.
  first: Waiting | undefined = undefined;
  last: Waiting | undefined = undefined;
  /** Whether nothing is taken from the queue now: as many activations are under way as may be. */
  isFull = false;

  /** The newest of the joins that wait; they are linked to each other. */
  newestWait: Gathering<Iteration> | undefined = undefined;
  /** Shows what they have gathered, at the end of the run. */
  concludeWaits: ((run: Run) => void) | undefined = undefined;
  stopped: Stop | undefined = undefined;
  /** An error that ends the run regardless of what the policy of its node says. */
  finalError: FlowError | undefined = undefined;
  /** Called on an abort while nothing of the run is on the stack. */
  onDrop: ((reason: unknown) => void) | undefined = undefined;
  /** Takes activations that wait for a promise, so that others can run meanwhile. */
  flights: Flights | undefined = undefined;
  /** How often each node has started, where somebody may ask. */
  visits: number[] | undefined = undefined;
  guards: Set<Guard> | undefined = undefined;

  constructor({ flow, context, input, limits, options }: Opened) {
    const { entry } = flow;
    this.context = context;
    this.limits = limits;
    this.onEvent = options?.onEvent;
    this.size = flow.size;
    this.id = options?.id;
    this.isSmooth = this.onEvent === undefined && options?.host === undefined && options?.signal === undefined;
    this.payloads = context.payloads;
    // A run that keeps no steps writes them where nobody sees them.
    this.steps = limits.keptSteps === 0 ? [] : context.steps;
    this.node = entry;
    this.payload = input;
    const whole = new Iteration(undefined, undefined, undefined);
    this.iteration = entry.openPass?.(whole) ?? whole;
  }
}

/** What a run is opened with. */
interface Opened {
  readonly flow: { readonly entry: PreparedNode; readonly size: number };
  readonly context: FlowContext;
  readonly input: unknown;
  readonly limits: Limits;
  readonly options: RunOptions | undefined;
}
