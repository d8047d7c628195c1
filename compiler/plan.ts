/** The resolved flow, plain and readonly: nothing else says to code generation, linking, pictures and checks what it means (SPEC 1 to 7). */
import type { Span } from "./diagnostics/span.js";
import type { Silence } from "./silence.js";
import type { PolicyPlan } from "./policy-plan.js";
import type { SourceSet } from "./source-set.js";
import type { ConditionPlan, ExpressionPlan, KeyPlan, LiteralPlan, ReferencePlan, ValuePlan } from "./value-plan.js";

export type { Silence } from "./silence.js";
export type * from "./policy-plan.js";
export type * from "./value-plan.js";

export interface FlowPlan {
  readonly name: string;
  /** The flow file, posix, relative to the project. */
  readonly file: string;
  readonly description: string | undefined;
  /** The id of the node that receives the run's input. */
  readonly entry: string;
  /** Declared type of the run's input, or its schema. */
  readonly input: TypeReferencePlan | undefined;
  /** Declared type of the context that a run starts with, or its schema. */
  readonly context: TypeReferencePlan | undefined;
  readonly policy: PolicyPlan | undefined;
  /** Maximum number of activations that run at once. Default: 1. */
  readonly concurrency: number | undefined;
  readonly maxSteps: number | undefined;
  /** What the flow gives its caller (SPEC 13); undefined if it gives nothing. */
  readonly output: OutputPlan | undefined;
  /** In the order of declaration. */
  readonly nodes: readonly NodePlan[];
  /** In the order of their headers. */
  readonly cycles: readonly CyclePlan[];
  readonly span: Span;
}

export type OutputPlan =
  /** Stated: evaluated once the run has ended well. `reads` says what its references may find then. */
  | { readonly kind: "value"; readonly value: ValuePlan; readonly reads: readonly ReadPlan[] }
  /** Inferred: what the only node without successors returned. */
  | { readonly kind: "result"; readonly node: string };

export type NodePlan = FunctionPlan | RouterPlan | LoopPlan;

/**
 * Every key of a node, regardless of its kind. Code that emits or links nodes has a table over these keys, so that none
 * can be forgotten.
 */
export type NodePlanKey = NodePlan extends infer P ? (P extends unknown ? keyof P : never) : never;

/** What reads values: a node or, with the id "", the output of the flow. */
export interface Reader {
  readonly id: string;
  readonly reads: readonly ReadPlan[];
}

interface CommonPlan {
  readonly id: string;
  /** Label for people; undefined if it is the id. */
  readonly name: string | undefined;
  /** What the node is called with. Default: what arrived. */
  readonly inputs: ValuePlan | undefined;
  readonly outputs: readonly WritePlan[];
  /** In declared order, which is the order of dispatch. Includes back edges, but not a loop's self edge. */
  readonly successors: readonly SuccessorPlan[];
  /** The successors that start only under conditions (SPEC 12), in declared order. All others always start. */
  readonly choices: readonly ChoicePlan[];
  /**
   * What the node waits for: groups of parents (forward edges only). Members are in code-point order of their ids,
   * groups in that of their first members. Without groups, only the run, a back edge or a goto starts the node. With
   * one group, it starts on every arrival. With several, it is a join, which takes one arrival of each.
   */
  readonly arrival: readonly (readonly string[])[];
  /** Sources of the back edges into this node, in declared order: each starts it again, alone. */
  readonly backParents: readonly string[];
  /** The innermost loop whose body this node is in. */
  readonly loop: string | undefined;
  /** `describe` in the flow file, for `flow.describe()`. Its `summary` becomes the doc comment. */
  readonly describe: JsonObject | undefined;
  readonly policy: PolicyPlan | undefined;
  /** What the reads of `$ctx`, `$payload` and `$joins` in this node may find. One entry per distinct reference. */
  readonly reads: readonly ReadPlan[];
  /** What the reads of its conditions may find, once the node has written its outputs. */
  readonly conditionReads: readonly ReadPlan[];
  /** The span of the node's id in the flow file. */
  readonly span: Span;
}

export interface SuccessorPlan {
  readonly id: string;
  /** Whether this edge leads back to the header of a cycle. */
  readonly back: boolean;
  /** The span of the target in the edge that declares it. */
  readonly span: Span;
}

/** Of its alternatives, the first that holds is taken. An edge that stands for itself is a choice of one. */
export interface ChoicePlan {
  readonly alternatives: readonly AlternativePlan[];
}

export interface AlternativePlan {
  /** Undefined for `otherwise`. */
  readonly condition: ConditionPlan | undefined;
  /** As it is written, without needless blanks: `when $result.ok`, `otherwise`. */
  readonly reason: string;
  /** Ids of the successors that it starts. */
  readonly targets: readonly string[];
  /** The span of the reason. */
  readonly span: Span;
}

interface CalledPlan extends CommonPlan {
  readonly callable: CallablePlan;
  readonly contextAccess: boolean;
}

/** A node whose result goes to all successors. */
export interface FunctionPlan extends CalledPlan {
  readonly kind: "function";
  /** Declared type of its result, or its schema. */
  readonly result: TypeReferencePlan | undefined;
  readonly undo: UndoPlan | undefined;
}

/** What undoes a node's activations if the run fails (SPEC 15). */
export interface UndoPlan {
  readonly callable: ImportedCallable | GivenCallable;
  /** Whether failed activations are undone too. */
  readonly failed: boolean;
}

/** A node that chooses among its successors. */
export interface RouterPlan extends CalledPlan {
  readonly kind: "router";
}

/** A node that runs its body once per item (SPEC 6). */
export interface LoopPlan extends CommonPlan {
  readonly kind: "loop";
  readonly body: string;
  readonly done: string | undefined;
  /** The node of the body whose results `done` receives, given or inferred. Defined if `done` is. */
  readonly collect: string | undefined;
  readonly itemsKey: string | undefined;
  /** The span of `items_key` in the flow file. */
  readonly itemsKeySpan: Span | undefined;
  readonly enumerate: boolean;
  /** Maximum number of its items that are under way. Default: no limit. */
  readonly concurrency: number | undefined;
  /** Number of items that a durable run gives to one child of its engine (SPEC 15). Changes nothing in other runs. */
  readonly batch: number | undefined;
  /** All nodes of the body in declared order, including the bodies of inner loops. */
  readonly members: readonly string[];
}

/** A cycle. It can only be entered at its header. */
export interface CyclePlan {
  readonly header: string;
  /** Including the header, in declared order. An inner cycle is represented by its header. */
  readonly members: readonly string[];
}

// Callables

export type CallablePlan = ImportedCallable | FlowCallable | DynamicCallable | GivenCallable;

/** A function of a module or, with `isClass`, a node class that is constructed once. */
export interface ImportedCallable {
  readonly kind: "imported";
  readonly isClass: boolean;
  readonly module: ModulePlan;
  /** Name of the export; `default` for the default export. */
  readonly exportName: string;
  /** Passed to the constructor of a node class. */
  readonly config: ConfigPlan | undefined;
  /** The span of the reference in the flow file. */
  readonly span: Span;
}

/** A flow, which the node runs (SPEC 13). */
export interface FlowCallable {
  readonly kind: "flow";
  /** The flow file, posix, relative to the project; undefined if a module exports the flow. */
  readonly file: string | undefined;
  /** The module that exports it: a generated one, if there is a file. */
  readonly module: ModulePlan;
  /** Name of the export; `default` for a generated module. */
  readonly exportName: string;
  /** Why the flow gives nothing; undefined if it gives something, or if that is not known. */
  readonly silence: Silence | undefined;
  /** The place in that flow that says what it takes: its input, or else its entry. */
  readonly takes: Span | undefined;
  /** The span of the reference in the flow file. */
  readonly span: Span;
}

/** A callable that is looked up in the context when the node runs. */
export interface DynamicCallable {
  readonly kind: "dynamic";
  readonly expression: ExpressionPlan;
  readonly span: Span;
}

/** A function or class that a program passed (`fromConfig`, `fromDsl`). The linker finds it under this key. */
export interface GivenCallable {
  readonly kind: "given";
  readonly isClass: boolean;
  readonly key: string;
  readonly config: ConfigPlan | undefined;
  readonly span: Span;
}

export type ModulePlan =
  /** A source file. Its path is posix and relative to the project (or absolute, outside of it). */
  | { readonly kind: "file"; readonly path: string }
  /** A package, a `node:` module, or a path alias of the tsconfig. It is imported as it is written. */
  | { readonly kind: "bare"; readonly specifier: string };

/** A type of a module, or a Standard Schema, which checks values when they arrive (SPEC 1). */
export interface TypeReferencePlan {
  readonly kind: "type" | "schema";
  readonly module: ModulePlan;
  readonly exportName: string;
  readonly span: Span;
}

// Values

/** Writes the result, or its property `part` if it has one, to a path below a scope. */
export interface WritePlan {
  readonly part: KeyPlan | undefined;
  readonly target: WriteTarget;
}

export interface WriteTarget {
  readonly scope: "ctx" | "payload" | "joins";
  /** At least one key. */
  readonly path: readonly KeyPlan[];
  readonly span: Span;
}

/** What a read may find, according to definite assignment and reaching writes over the arrival rules (SPEC 5, 10). */
export interface ReadPlan {
  readonly scope: "ctx" | "payload" | "joins";
  readonly path: readonly (string | number)[];
  /** The writes that may have happened before the node runs, at, above or below the path. */
  readonly sources: SourceSet;
  /** Whether a node with context access may have run before. Such a node may have written anything. */
  readonly afterOpenWrite: boolean;
  /** The references to it that are covered, although the place is not set on every path. */
  readonly covered?: readonly CoveredPlan[];
}

/** A reference that ends a `??` chain and is set wherever no operand before it is. */
export interface CoveredPlan {
  readonly reference: ReferencePlan;
  /** These operands. */
  readonly before: readonly ReferencePlan[];
}

// Data

/** `config` of a node: the place of the key, and the value. */
export interface ConfigPlan {
  /** The span of the key in the flow file. */
  readonly keySpan: Span;
  readonly value: DataObjectPlan;
}

/** Data in the flow file, with the place of each part. */
export type DataPlan = LiteralPlan | DataListPlan | DataObjectPlan;

export interface DataListPlan {
  readonly kind: "list";
  readonly items: readonly DataPlan[];
  readonly span: Span;
}

/** Keys are unique, and may be any string. */
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
