/** The table that a generated module hands to `defineFlow`, and the features that it may name. */
import type { PreparedNode, Run } from "./engine/state.js";
import type { FlowContext } from "./flow-context.js";
import type { NodeSpec, PolicySpec, Store } from "./node-spec.js";

export interface FlowSpec {
  /** Of a generated module: the format of its table, which the runtime must know. Tables written by hand have none. */
  readonly format?: number;
  readonly name: string;
  /** The flow file, relative to the project. */
  readonly source?: string;
  readonly description?: string;
  /** Id of the node that receives the run's input. */
  readonly entry: string;
  /** In declared order. */
  readonly nodes: readonly NodeSpec[];
  readonly cycles?: readonly CycleSpec[];
  readonly policy?: PolicySpec;
  /** Activations that may run at once; 1 without it. */
  readonly concurrency?: number;
  /** Activations after which a run ends with a `FlowError`; without it, `FLOW_DEBUG_MAX_STEPS` of the environment. */
  readonly maxSteps?: number;
  /** What the flow needs of the runtime: `joinSupport`, `loopSupport` …; `everyFeature` where that is not known. */
  readonly uses?: readonly Feature[];
  /**
   * `(records, value) => (records["id"] = value)`, for any node: what a run keeps under its id is kept by it. V8 gives records
   * that are filled so a shape; of what is filled by computed keys it makes slow dictionaries.
   */
  readonly stores?: Stores;
}

/** Stores by id of their node. */
export interface Stores {
  readonly [id: string]: Store;
}

/**
 * A cycle: an edge (or goto) from a member to the header is a back edge, which starts the header again, alone. A cycle is
 * entered at its header only. A loop's body is no member of the cycles around the loop.
 */
export interface CycleSpec {
  readonly header: string;
  /** The header too. */
  readonly members: readonly string[];
}

/** What only some flows need, so that the others do not carry it. A generated module states what it uses. */
export interface Feature {
  readonly name: FeatureName;
  /** Whose nodes it knows: a program that loads two versions of flowc has two classes of that name. */
  readonly copy: typeof PreparedNode;
  /** Equips the nodes and edges that need it, once all are there. */
  readonly equip?: (flow: Equipped) => void;
  readonly schedule?: Schedule;
}

/** As generated modules import them. */
export type FeatureName =
  | "concurrencySupport"
  | "cycleSupport"
  | "gotoSupport"
  | "joinSupport"
  | "loopSupport"
  | "policySupport"
  | "routerSupport";

/** A flow whose nodes and edges are there, and know nothing of features yet. */
export interface Equipped {
  readonly spec: FlowSpec;
  /** In the order of `spec.nodes`. */
  readonly nodes: readonly PreparedNode[];
  readonly nodeOf: (id: string) => PreparedNode;
}

/** Lets activations of a run wait while others start: sets `Run.flights`. The promise is that of the whole run. */
export type Schedule = (run: Run) => Promise<FlowContext>;
