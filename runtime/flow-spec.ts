/** The table that a generated module hands to `defineFlow`, and the features that it may name. */
import type { PreparedNode, Run } from "./engine/state.js";
import type { FlowContext } from "./flow-context.js";
import type { NodeSpec, PolicySpec, Store } from "./node-spec.js";
import type { RunOptions } from "./run-options.js";
import type { Schema } from "./schemas/schema.js";

export interface FlowSpec {
  /** The format of a generated module's table, which the runtime must support. Tables written by hand have none. */
  readonly format?: number;
  readonly name: string;
  /** The flow file, relative to the project. */
  readonly source?: string;
  readonly description?: string;
  /** Id of the node that receives the run's input. */
  readonly entry: string;
  /** What `call` gives once the run has ended well: the id of a node, for what it returned, or a function of the context. */
  readonly output?: string | ((context: never) => unknown);
  /** In the order of declaration. */
  readonly nodes: readonly NodeSpec[];
  readonly cycles?: readonly CycleSpec[];
  readonly policy?: PolicySpec;
  /** Maximum number of activations that run at once. Default: 1. */
  readonly concurrency?: number;
  /**
   * Number of activations after which a run ends with a `FlowError`. Default: `FLOW_DEBUG_MAX_STEPS` of the
   * environment.
   */
  readonly maxSteps?: number;
  /**
   * The features of the runtime that the flow needs: `joinSupport`, `loopSupport` …; `everyFeature` if that is not
   * known.
   */
  readonly uses?: readonly Feature[];
  /** What the input and the context of a run must fit (SPEC 1). Needs `schemaSupport`. */
  readonly schemas?: { readonly input?: Schema; readonly context?: Schema };
  /**
   * For each node, in their order or by id, a function `(to, value) => (to.id = value)`, which stores what a run keeps
   * under the node's id. Any of them may be missing. V8 gives records that are filled like this a hidden class; filled by computed keys, they become slow
   * dictionaries.
   */
  readonly stores?: Stores | StoreList<never>;
}

/** Store functions in the order of the nodes, whose payloads are `P`. */
export type StoresOf<P> = StoreList<Record<keyof P, unknown>>;
type StoreList<Records> = readonly (((to: Records, value: unknown) => void) | undefined)[];

/** Store functions, keyed by node id. */
export interface Stores {
  readonly [id: string]: Store;
}

/**
 * A cycle. An edge (or goto) from a member to the header is a back edge: it starts the header again, alone. A cycle can
 * only be entered at its header. The body of a loop does not belong to the cycles around the loop.
 */
export interface CycleSpec {
  readonly header: string;
  /** Including the header. An inner cycle is represented by its header. */
  readonly members: readonly string[];
}

/**
 * A part of the runtime that only some flows need, so that the others do not carry it. A generated module lists those
 * that it uses.
 */
export interface Feature {
  readonly name: FeatureName;
  /** The node class that this feature works with. A program that loads two versions of flowc has two such classes. */
  readonly copy: typeof PreparedNode;
  /** Sets up the nodes and edges that need this feature, once all nodes and edges exist. */
  readonly equip?: (flow: Equipped) => void;
  readonly schedule?: Schedule;
  readonly extend?: Extend;
}

/** The names under which generated modules import features. */
export type FeatureName =
  | "concurrencySupport"
  | "conditionSupport"
  | "cycleSupport"
  | "gotoSupport"
  | "joinSupport"
  | "limitSupport"
  | "loopSupport"
  | "policySupport"
  | "routerSupport"
  | "schemaSupport"
  | "undoSupport";

/** A flow whose nodes and edges exist but have no features yet. */
export interface Equipped {
  readonly spec: FlowSpec;
  /** In the order of `spec.nodes`. */
  readonly nodes: readonly PreparedNode[];
  readonly nodeOf: (id: string) => PreparedNode;
}

/** Replaces methods of the flow that callers get. */
export type Extend = (flow: RunnableFlow, spec: FlowSpec) => void;

/** A flow, regardless of its types. */
export interface RunnableFlow {
  readonly name: string;
  run(context?: unknown, input?: unknown, options?: RunOptions): Promise<FlowContext>;
  runSync?(context?: unknown, input?: unknown, options?: RunOptions): FlowContext;
  /** `context` is for wrappers such as `recorded`, and for flows that a node runs: who calls looks at it after the run. */
  call?(input?: unknown, options?: RunOptions, context?: unknown): Promise<unknown>;
  callSync?(input?: unknown, options?: RunOptions, context?: unknown): unknown;
  describe(): unknown;
  /** Features that a flow must have too whose node runs this one. */
  features?: readonly Feature[];
}

/** Lets other activations of a run start while some wait: sets `Run.flights`. Returns the promise of the whole run. */
export type Schedule = (run: Run) => Promise<FlowContext>;
