/** The prepared flow that the engine runs: one object a node, linked by edges. Made once, when the flow is defined. */
import type { CallMeta } from "../engine/call-meta.js";
import type { Iteration } from "../engine/iteration.js";
import type { Run } from "../engine/run.js";
import type { Arrival, Scheduler } from "../feature.js";
import type { FlowFailure, Step } from "../flow-context.js";
import type { FlowPlace } from "../flow-error.js";
import type { Meta } from "../node.js";
import type { NodeSpec, PolicySpec, Store } from "../spec.js";

export interface PreparedFlow {
  readonly name: string;
  readonly entry: PreparedNode;
  /** Nodes of the flow. */
  readonly size: number;
  /** Activations that may run at once, where the options of a run do not say. */
  readonly concurrency: number;
  readonly maxSteps: number | undefined;
  /** Of runs without options, from the first one on: a look at the environment takes as long as a chain of ten. */
  limits: Limits | undefined;
  /** Whether a callable is an async function, so that no run can be synchronous. */
  readonly isAsync: boolean;
  /** Whether a node may start several others, so that concurrency means something. */
  readonly isWide: boolean;
  readonly scheduler: Scheduler | undefined;
}

/** The limits of a run, checked. */
export interface Limits {
  readonly concurrency: number;
  readonly maxSteps: number;
  /** The same, where somebody has said so. */
  readonly statedSteps: number | undefined;
  /** Entries of `context.steps` that are kept; 0: none is written. */
  readonly keptSteps: number;
}

export type Call = (payload: unknown, context: unknown, meta: Meta | undefined) => unknown;

/** A node, linked. A class with all its fields from the start: the engine's loop sees objects of one shape. */
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

/** What a policy does about the calls of a node. The engine makes them itself, so that no frame lies below a callable. */
export interface Guarded {
  /** A call threw: true where it has put its node in front of the queue, to be called again. */
  retry(run: Run, meta: CallMeta, error: unknown): boolean;
  /** What the answer of the current activation comes to, with all further attempts. */
  settled(run: Run, call: Call, answer: PromiseLike<unknown>): PromiseLike<unknown>;
  /** All attempts of the current activation, for a host that makes the calls. */
  step(run: Run, call: Call): () => PromiseLike<unknown>;
}

/** A node that starts its body again and again. */
export interface PreparedLoop {
  /** Asks the list of the current loop for its next item; a promise, where that has to be waited for. */
  pull(run: Run): unknown;
  /** The same for a host: what gives the next item, where that has to be waited for. */
  step(run: Run): (() => Promise<unknown>) | undefined;
  /**
   * The current loop has failed: it starts no other item.
   *
   * @param goesOn whether its `done` node is started at the end, as for a list that ends here
   */
  breakOff(run: Run, goesOn: boolean): void;
}
