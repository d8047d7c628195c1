/** The prepared flow that the engine runs: one object a node, linked by edges. Made once, when the flow is defined. */
import type { Feature } from "../feature.js";
import type { Step } from "../flow-context.js";
import type { FlowPlace } from "../flow-error.js";
import type { Meta } from "../node.js";
import type { NodeSpec, PolicySpec } from "../spec.js";

export interface Plan {
  readonly name: string;
  readonly entry: PlanNode;
  /** Nodes of the flow. */
  readonly size: number;
  /** Activations that may run at once, where the options of a run do not say. */
  readonly concurrency: number;
  readonly maxSteps: number | undefined;
  /** `FLOW_DEBUG_MAX_STEPS` at the first run that asked: a look at the environment takes as long as a chain of ten. */
  debugLimit: number | undefined;
  /** Whether a callable is an async function, so that no run can be synchronous. */
  readonly isAsync: boolean;
  /** Whether some node can see `context.joins` while the run goes on. */
  readonly showsJoins: boolean;
}

export type Call = (payload: unknown, context: unknown, meta: Meta | undefined) => unknown;

/** A node, linked. A class with all its fields from the start: the engine's loop sees objects of one shape. */
export class PlanNode {
  readonly id: string;
  /** Position in declared order. */
  readonly index: number;
  readonly kind: "function" | "router" | "loop";
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
  /** Calls the callable under retry and timeout. */
  guarded: Feature["guarded"] = undefined;
  /** Records are values: one each for all runs. */
  readonly started: Step;
  readonly succeeded: Step;
  /** In the order of dispatch; none for a loop, see `loop`. */
  edges: readonly Edge[] = [];
  /** The same by the target's id. */
  edgeTo: ReadonlyMap<string, Edge> = new Map();
  /** The only successor, where it starts at once: the whole dispatch of a chain. */
  only: PlanNode | undefined = undefined;
  goto: Edge | undefined = undefined;
  loop: PlanLoop | undefined = undefined;
  /** The groups of parents of a join; undefined where the node starts on every arrival. */
  readonly join: PlanJoin | undefined;
  /** Whether every start of this node is a new pass of cycles: it is their header. */
  opensPass = false;
  /** Loops that receive this node's results. */
  collectedBy: readonly PlanNode[] = [];
  /** Whether all that is to do before its result is to call it with its payload. */
  isSimple = false;
  /** A key of an earlier result that is no successor's: a result that has it is no mapping of successors either. */
  foreignKey: string | undefined = undefined;

  constructor(spec: NodeSpec, rest: Pick<PlanNode, "index" | "place" | "policy" | "join">) {
    const { id } = spec;
    this.id = id;
    this.index = rest.index;
    this.kind = spec.kind ?? "function";
    this.place = rest.place;
    this.policy = rest.policy;
    this.join = rest.join;
    this.hasContext = "context" in spec && Boolean(spec.context);
    this.findCall = "callable" in spec ? (spec.callable as PlanNode["findCall"]) : undefined;
    this.inputs = spec.inputs as PlanNode["inputs"];
    this.writes = spec.writes as PlanNode["writes"];
    this.started = Object.freeze({ node_id: id, status: "start" });
    this.succeeded = Object.freeze({ node_id: id, status: "success" });
  }
}

/** Where a result goes. */
export interface Edge {
  readonly source: PlanNode;
  readonly target: PlanNode;
  /** Group of the target's join that this edge serves; -1: the target starts at once. */
  readonly slot: number;
  /** Passes of cycles that this edge leaves. */
  readonly leaves: number;
}

export interface PlanJoin {
  /** In code-point order of the first members. */
  readonly groups: readonly (readonly string[])[];
  /** Group of each parent. */
  readonly slots: ReadonlyMap<string, number>;
  /** The first member of each group. */
  readonly parents: readonly string[];
  /** Whether some group has several parents. */
  readonly hasChoice: boolean;
}

export interface PlanLoop {
  readonly items: ((payload: unknown) => unknown) | undefined;
  readonly body: Edge;
  readonly done: Edge | undefined;
  readonly enumerate: boolean;
  /** Whether something can tell one item from another: a done route, or in the body a join or a `meta`. */
  isCounted: boolean;
}
