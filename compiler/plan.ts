/**
 * The resolved flow: plain, readonly JSON. Emission, linking, pictures and type checks all read it, and nothing else
 * decides what a flow means (SPEC 1 to 7).
 */
import type { Span } from "./diagnostics/span.js";

export interface FlowPlan {
  readonly name: string;
  /** The flow file, posix, relative to the project. */
  readonly file: string;
  readonly description: string | undefined;
  /** The id of the node that receives the run's input. */
  readonly entry: string;
  /** Declared type of the run's input. */
  readonly input: TypeReferencePlan | undefined;
  /** Declared type of the context that a run starts with. */
  readonly context: TypeReferencePlan | undefined;
  readonly policy: PolicyPlan | undefined;
  /** Activations that may run at once; undefined: 1. */
  readonly concurrency: number | undefined;
  readonly maxSteps: number | undefined;
  /** In declared order. */
  readonly nodes: readonly NodePlan[];
  /** In the order of their headers. */
  readonly cycles: readonly CyclePlan[];
  readonly span: Span;
}

export type NodePlan = FunctionPlan | RouterPlan | LoopPlan;

/** Every key of a node, regardless of its kind. What emits or links nodes has a table over them, so none can be forgotten. */
export type NodePlanKey = NodePlan extends infer P ? (P extends unknown ? keyof P : never) : never;

interface CommonPlan {
  readonly id: string;
  /** Label for people; absent where it is the id. */
  readonly name: string | undefined;
  /** What the node is called with; undefined: what arrived. */
  readonly inputs: ValuePlan | undefined;
  readonly outputs: readonly WritePlan[];
  /** Ids in declared order, which is the order of dispatch; back edges too, a loop's self edge not. */
  readonly successors: readonly SuccessorPlan[];
  /**
   * What the node waits for: groups of parents (forward edges only), the groups and their members in code-point
   * order of the (first) id. None: only the run, a back edge or a goto starts it. One group: it starts on every
   * arrival. Several: a join that takes one arrival of each.
   */
  readonly arrival: readonly (readonly string[])[];
  /** Sources of the back edges into this node, in declared order: each starts it again, alone. */
  readonly backParents: readonly string[];
  /** The innermost loop whose body this node is in. */
  readonly loop: string | undefined;
  /** `describe` of the flow file, for `flow.describe()`; `summary` is the doc comment. */
  readonly describe: JsonObject | undefined;
  readonly policy: PolicyPlan | undefined;
  /** What reads of `$ctx`, `$payload` and `$joins` in this node may find, one for each different reference. */
  readonly reads: readonly ReadPlan[];
  /** Of the node's id in the flow file. */
  readonly span: Span;
}

export interface SuccessorPlan {
  readonly id: string;
  /** Whether this edge leads back to the header of a cycle. */
  readonly back: boolean;
  /** Of the target in the edge that declares it. */
  readonly span: Span;
}

interface CalledPlan extends CommonPlan {
  readonly callable: CallablePlan;
  readonly contextAccess: boolean;
}

/** A node whose result goes to all successors. */
export interface FunctionPlan extends CalledPlan {
  readonly kind: "function";
}

/** A node that chooses among its successors. */
export interface RouterPlan extends CalledPlan {
  readonly kind: "router";
}

/** A node that runs its body once an item (SPEC 6). */
export interface LoopPlan extends CommonPlan {
  readonly kind: "loop";
  readonly body: string;
  readonly done: string | undefined;
  /** The node of the body whose results `done` receives; given or inferred where there is `done`. */
  readonly collect: string | undefined;
  readonly itemsKey: string | undefined;
  /** Of `items_key` in the flow file. */
  readonly itemsKeySpan: Span | undefined;
  readonly enumerate: boolean;
  /** All nodes of the body, inner loops' bodies too, in declared order. */
  readonly members: readonly string[];
}

/** A cycle: entered at its header alone. */
export interface CyclePlan {
  readonly header: string;
  /** The header too; in declared order. */
  readonly members: readonly string[];
}

// Callables

export type CallablePlan = ImportedCallable | DynamicCallable | GivenCallable;

/** A function (or, with `isClass`, a node class that is constructed once) of a module. */
export interface ImportedCallable {
  readonly kind: "imported";
  readonly isClass: boolean;
  readonly module: ModulePlan;
  /** The export's name; `default` for the default one. */
  readonly exportName: string;
  /** Handed to a node class. */
  readonly config: ConfigPlan | undefined;
  /** Of the reference in the flow file. */
  readonly span: Span;
}

/** Found in the context when the node runs. */
export interface DynamicCallable {
  readonly kind: "dynamic";
  readonly expression: ExpressionPlan;
  readonly span: Span;
}

/** A function or class that a program handed over (`fromConfig`, `fromDsl`): the linker has it under this key. */
export interface GivenCallable {
  readonly kind: "given";
  readonly isClass: boolean;
  readonly key: string;
  readonly config: ConfigPlan | undefined;
  readonly span: Span;
}

export type ModulePlan =
  /** A source file: its path is posix, relative to the project (or absolute outside of it). */
  | { readonly kind: "file"; readonly path: string }
  /** A package, a `node:` module, or a path alias of the tsconfig: imported as it is written. */
  | { readonly kind: "bare"; readonly specifier: string };

export interface TypeReferencePlan {
  readonly module: ModulePlan;
  readonly exportName: string;
  readonly span: Span;
}

// Values

/** What `inputs` stands for. */
export type ValuePlan = ExpressionPlan | TemplatePlan | ListPlan | ObjectPlan;
export type ExpressionPlan = ReferencePlan | CoalescePlan | LiteralPlan;

export interface LiteralPlan {
  readonly kind: "literal";
  readonly value: string | number | boolean | null;
  readonly span: Span;
}

export interface ReferencePlan {
  readonly kind: "reference";
  readonly scope: "ctx" | "payload" | "joins" | "env";
  readonly path: readonly KeyPlan[];
  readonly span: Span;
}

export interface KeyPlan {
  readonly value: string | number;
  readonly span: Span;
}

export interface CoalescePlan {
  readonly kind: "coalesce";
  readonly operands: readonly (ReferencePlan | LiteralPlan)[];
  readonly span: Span;
}

/** Strings are text; everything else is evaluated and put in as text. */
export interface TemplatePlan {
  readonly kind: "template";
  readonly parts: readonly (string | ExpressionPlan)[];
  readonly span: Span;
}

export interface ListPlan {
  readonly kind: "list";
  readonly items: readonly ValuePlan[];
  readonly span: Span;
}

/** Keys are unique. Never `__proto__`: a key of that name is refused. */
export interface ObjectPlan {
  readonly kind: "object";
  readonly entries: readonly { readonly key: KeyPlan; readonly value: ValuePlan }[];
  readonly span: Span;
}

/** Writes the result, or its property `part` where it has one, to a path below a scope. */
export interface WritePlan {
  readonly part: KeyPlan | undefined;
  readonly target: WriteTarget;
}

export interface WriteTarget {
  readonly scope: "ctx" | "payload" | "joins";
  /** One key or more. */
  readonly path: readonly KeyPlan[];
  readonly span: Span;
}

/** What a read may find: definite assignment and reaching writes, over the arrival rules (SPEC 5, 10). */
export interface ReadPlan {
  readonly scope: "ctx" | "payload" | "joins";
  readonly path: readonly (string | number)[];
  /** The writes that may have happened before the node runs, at, above or below the path; in declared order. */
  readonly sources: readonly ReadSource[];
  /** Whether a node with context access may have run before: it may have written anything. */
  readonly afterOpenWrite: boolean;
}

/** A write, or for `$payload.node` the node's result itself. */
export interface ReadSource {
  /** The id of the node that writes. */
  readonly node: string;
  readonly part: string | number | undefined;
  /** Below the scope of the read. */
  readonly path: readonly (string | number)[];
  /** Whether the place is set on every path that leads to the reader, by this write or another. */
  readonly always: boolean;
}

// Policies (SPEC 7)

export interface PolicyPlan {
  readonly retry: RetryPlan | undefined;
  /** Milliseconds, of one attempt. */
  readonly timeout: number | undefined;
  readonly onError: "stop" | "continue" | { readonly goto: string } | undefined;
}

export interface RetryPlan {
  /** The first attempt counts. */
  readonly maxAttempts: number;
  /** Milliseconds. */
  readonly delay: number | undefined;
  readonly mode: "fixed" | "exponential" | undefined;
  /** 0 to 1. */
  readonly jitter: number | undefined;
  /** Names of errors; undefined: all. */
  readonly on: readonly string[] | undefined;
}

// Data

/** `config` of a node: the key with its value. */
export interface ConfigPlan {
  /** Of the key in the flow file. */
  readonly keySpan: Span;
  readonly value: DataObjectPlan;
}

/** Data of the flow file, with the place of each part. */
export type DataPlan = LiteralPlan | DataListPlan | DataObjectPlan;

export interface DataListPlan {
  readonly kind: "list";
  readonly items: readonly DataPlan[];
  readonly span: Span;
}

/** Keys are unique, and any text. */
export interface DataObjectPlan {
  readonly kind: "object";
  readonly entries: readonly {
    readonly key: { readonly value: string; readonly span: Span };
    readonly value: DataPlan;
  }[];
  readonly span: Span;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}
