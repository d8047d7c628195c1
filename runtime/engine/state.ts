/** The data of the engine: prepared nodes and the state of a run. They refer to each other, so they share one file. */
import type { FlowContext, Step } from "../flow-context.js";
import type { FlowError, FlowPlace } from "../flow-error.js";
import type { Activation, FlowEvent } from "../flow-event.js";
import type { Gathering } from "../joins/gathering.js";
import type { ItemSource } from "../loops/item-source.js";
import type { Meta } from "../node.js";
import type { NodeSpec, PolicySpec, Store } from "../node-spec.js";
import type { RunOptions } from "../run-options.js";
import type { CallMeta, Failing } from "./call-meta.js";
import type { ErrorHandler, Guarded } from "./failure-policy.js";
import type { Flights } from "./flights.js";
import type { Guard, Stop } from "./guard.js";
import type { Limits } from "./limits.js";
import { beforeFirstLook, type Pace } from "./pace.js";
import type { Waiting } from "./waiting.js";

export type Call = (payload: unknown, context: unknown, meta: Meta | undefined) => unknown;

/**
 * A node, linked to its successors. A class that sets all fields at once, so that the engine sees objects of one shape.
 */
export class PreparedNode {
  readonly id: string;
  /** Position in the order of declaration. */
  readonly index: number;
  /** Where errors of this node are reported. */
  readonly place: FlowPlace;
  /** Undefined for loops, and for nodes whose callable is looked up by `findCall` when they run. */
  call: Call | undefined = undefined;
  findCall: ((context: unknown) => unknown) | undefined;
  /** Whether the callable gets the context. */
  readonly hasContext: boolean;
  /** Whether the callable may look at its third argument. */
  takesMeta = true;
  readonly inputs: ((context: unknown) => unknown) | undefined;
  readonly writes: ((context: unknown, result: unknown) => void) | undefined;
  readonly policy: PolicySpec;
  /** Step records are immutable, so that all runs can share them. */
  readonly started: Step;
  readonly succeeded: Step;
  /** Stores a value under the node's id. */
  readonly store: Store;
  /** Only this node, as the list that an edge to it puts into the queue. */
  readonly alone: readonly [PreparedNode];
  /** In the order of dispatch. For a loop: its body, then its done route. */
  edges: readonly Edge[] = [];
  /** The same edges, keyed by the target's id. */
  edgeTo: ReadonlyMap<string, Edge> = new Map();
  /** All successors, if each of them starts at once. Then this is the whole dispatch of a result. */
  fan: readonly PreparedNode[] | undefined = undefined;
  /** The only successor, if it starts at once. */
  only: PreparedNode | undefined = undefined;
  goto: Edge | undefined = undefined;
  /** Whether it waits for several groups of parents. */
  readonly isJoin: boolean;
  /** Whether nothing has to be done before its result except calling it with its payload. */
  isSimple = false;
  /** A key of an earlier result that is not a successor's id. A result with this key is no mapping of successors. */
  foreignKey: string | undefined = undefined;

  // Set by features.
  /** Handles retry and timeout. Such a node has a `meta` for each of its calls. */
  guarded: Guarded<Run, Call> | undefined = undefined;
  /** Records an answer and starts what follows, if that is more than sending the answer on. */
  settle: ((run: Run, answer: unknown) => void) | undefined = undefined;
  /** What goes on after a failure that the policy `continue` handles, if that is not its input to all successors. */
  passOn: ((run: Run, input: unknown) => void) | undefined = undefined;
  loop: PreparedLoop | undefined = undefined;
  /** For a loop with a limit: starts its body with an item, and lets the next one follow when there is room. */
  limited?: (run: Run, payload: unknown, isLast: boolean) => void;
  /** Hands a result to the loops that collect it. */
  collect: ((iteration: Iteration, result: unknown) => void) | undefined = undefined;
  /** For the header of a cycle: returns the pass that its start begins. */
  openPass: ((around: Iteration) => Iteration) | undefined = undefined;
  /** For a node with conditions: whether one of them has thrown, so that its effect has happened. */
  declare hasStored?: (run: Run) => boolean;
  /** The `goto` of its policy. */
  handler: ErrorHandler<Run> | undefined = undefined;

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

/** An edge that results are sent over. */
export interface Edge {
  readonly source: PreparedNode;
  readonly target: PreparedNode;
  /** Set if it does more than start its target. */
  arrive: Arrival | undefined;
  /** Set if its target waits for it: what `arrive` calls once passes of cycles are left. */
  gather: Arrival | undefined;
}

/** What an edge does instead of just starting its target. */
export type Arrival = (run: Run, payload: unknown, iteration: Iteration) => void;

/** A node that starts its body once for each item. */
interface PreparedLoop {
  /** Reads the next item from the list of the current loop. Returns a promise if the item has to be waited for. */
  pull(run: Run): unknown;
  /** Same, for a host: returns a function that reads the next item, or undefined if it need not be waited for. */
  step(run: Run): (() => Promise<unknown>) | undefined;
  /**
   * Ends a loop that has failed: starts no further item. If `goesOn`, its `done` node starts as if the list ended here.
   */
  breakOff(run: Run, goesOn: boolean): void;
  /** Records that an activation caused by a loop's items has ended. The loop ends with the last one. */
  ended(run: Run, loopRun: LoopRun): void;
}

/** Takes the place of a payload in the queue if its node has to do more than take the payload. */
export abstract class Parcel {
  /** Called if the node has started before and is called again. Returns what to call. */
  again?(run: Run, call: Call): Call;
  /** Called when the node starts: sets the payload. Returns true if that replaces the node's `inputs`. */
  open?(run: Run): boolean;
}

/** A loop over one list. In the queue, it represents the loop's next item. */
export class LoopRun extends Parcel {
  readonly node: PreparedNode;
  /** What the loop was called with. */
  readonly input: unknown;
  readonly source: ItemSource;
  /** The iteration that the loop itself runs in. */
  readonly iteration: Iteration;
  /** Number of activations that its items caused and that have not ended. A loop inside it counts as one. */
  live = 0;
  /** Whether more items may start. */
  isOpen = true;
  /** The last visit of the loop's node for this list. Only kept for a listener. */
  visit = 0;
  /** Items started so far. */
  count = 0;
  /** Number of items read from a stream so far. Smaller than `count` if a host had answers of an earlier run. */
  read = 0;
  /** The result of each item, if there is a done route to send them to. */
  results: unknown[] | undefined = undefined;
  /** Closes the list if the run ends before the loop does. */
  guard: Guard | undefined = undefined;

  constructor({ node, payload, iteration }: Run, source: ItemSource) {
    super();
    this.node = node;
    this.input = payload;
    this.source = source;
    this.iteration = iteration;
  }

  /** For one item of a loop with a limit: called when everything that it caused has ended. Returns the loop itself. */
  over?(run: Run): LoopRun;

  override open(run: Run): boolean {
    run.loopRun = this;
    run.payload = this.input;
    return true;
  }
}

/**
 * Where an arrival comes from: one item of a loop, one pass of a cycle, or the run itself. Joins wait within an
 * iteration, so they only combine arrivals of the same one (SPEC 5).
 */
export class Iteration {
  readonly parent: Iteration | undefined;
  /** The innermost loop around it whose items are distinguished. */
  readonly loop: LoopRun | undefined;
  /** Position of the item in that loop. */
  readonly index: number | undefined;
  /** The join that waits in this iteration. If there are several, `alsoWaiting` has the others, keyed by rule. */
  waiting: Gathering<Iteration> | undefined = undefined;
  alsoWaiting: Map<unknown, Gathering<Iteration>> | undefined = undefined;
  /** For a pass: the count that it shares with all passes that follow from the same entry into the cycle. */
  cycle: { passes: number } | undefined = undefined;
  /** The iteration that the flow's error handler was started from. This iteration shares its joins. */
  twinOf: Iteration | undefined = undefined;

  constructor(parent: Iteration | undefined, loop: LoopRun | undefined, index: number | undefined) {
    this.parent = parent;
    this.loop = loop;
    this.index = index;
  }
}

/** The state of one run. Its current activation is in fields of the run: a chain of nodes creates no objects. */
export class Run {
  readonly context: FlowContext;
  readonly limits: Limits;
  readonly onEvent: ((event: FlowEvent) => void) | undefined;
  /** Number of nodes in the flow. */
  readonly size: number;
  /** Whether there is no listener, host or signal, so that simple nodes can take the fast path. */
  readonly isSmooth: boolean;
  /** The run's records, as found in the context or created by the run. */
  readonly payloads: FlowContext["payloads"];
  readonly steps: FlowContext["steps"];
  id: string | undefined;
  /** Number of activations that have started. */
  started = 0;

  // The current activation.
  node: PreparedNode;
  /** What arrived; from the call on, what the node is called with. */
  payload: unknown;
  iteration: Iteration;
  /** Which run of the node this is, counted from 1. Only kept if somebody may ask for it. */
  visit = 0;
  meta: CallMeta | undefined = undefined;
  /** What caused it. Only kept for a listener. */
  from: readonly Activation[] | undefined = undefined;
  /** When it was called, as milliseconds since 1970. Only set if a policy needs it. */
  began = 0;
  loopRun: LoopRun | undefined = undefined;
  /** The value that its promise resolved to. */
  answer: unknown = undefined;

  // When it lets the event loop turn: see `pace.ts`.
  unlooked: number = beforeFirstLook;
  pace: Pace | undefined = undefined;
  mayTurn = false;
  /** Whether it waits for the event loop before its current activation. */
  isTurning = false;

  // The queue: first in, first out.
  first: Waiting<PreparedNode, Iteration> | undefined = undefined;
  last: Waiting<PreparedNode, Iteration> | undefined = undefined;
  /** Whether nothing may be taken from the queue: too many activations are under way, or the event loop has to turn. */
  isFull = false;

  /** The newest of the joins that wait. They form a linked list. */
  newestWait: Gathering<Iteration> | undefined = undefined;
  /** Records and reports what they have gathered, at the end of the run. */
  concludeWaits: ((run: Run) => void) | undefined = undefined;
  stopped: Stop | undefined = undefined;
  /** An error that ends the run regardless of its node's policy. */
  finalError: FlowError | undefined = undefined;
  /** Called on an abort while no frame of the run is on the stack. */
  onDrop: ((reason: unknown) => void) | undefined = undefined;
  /** Takes activations that wait for a promise, so that others can run meanwhile. */
  flights: Flights | undefined = undefined;
  /** What causes the arrivals that are being sent, if it is not the current activation. Only kept for a listener. */
  cause: Activation | undefined = undefined;
  /** Activations that a listener has heard the start of, but not the end. */
  underWay: Map<string, Activation> | undefined = undefined;
  /** How often each node has started. Only kept if somebody may ask for it. */
  visits: number[] | undefined = undefined;
  guards: Set<Guard> | undefined = undefined;
  /** Set if the run can undo: does so once nothing runs any more, and then goes on with a function. */
  declare undoFirst?: (next: () => void) => void;
  /** Records what a flow within this run has recorded of its failure, in front of the failure of the node that ran it. */
  inner: ((run: Failing) => void) | undefined = undefined;

  constructor({ flow, context, input, limits, options }: Opened) {
    const { entry } = flow;
    this.context = context;
    this.limits = limits;
    this.onEvent = options?.onEvent;
    this.size = flow.size;
    this.id = options?.id;
    this.isSmooth = this.onEvent === undefined && options?.host === undefined && options?.signal === undefined;
    this.payloads = context.payloads;
    // A run that keeps no steps writes them to a list that nobody sees.
    this.steps = limits.keptSteps === 0 ? [] : context.steps;
    this.node = entry;
    this.payload = input;
    const whole = new Iteration(undefined, undefined, undefined);
    this.iteration = entry.openPass?.(whole) ?? whole;
  }
}

interface Opened {
  readonly flow: { readonly entry: PreparedNode; readonly size: number };
  readonly context: FlowContext;
  readonly input: unknown;
  readonly limits: Limits;
  readonly options: RunOptions | undefined;
}
