/**
 * A flow file as syntax: its keys and kinds of values are correct and its texts are parsed, but nothing is resolved.
 * Values and targets already have the shape that the plan uses.
 */
import type { Span } from "../diagnostics/span.js";
import type { ChoicePlan, ConfigPlan, ExpressionPlan, JsonObject, PolicyPlan, ValuePlan, WritePlan } from "../plan.js";

export interface Located<T> {
  readonly value: T;
  readonly span: Span;
}

export interface FlowAst {
  readonly kind: "flow";
  readonly file: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly entry: Located<string> | undefined;
  readonly nodes: readonly NodeAst[];
  readonly edges: readonly EdgeAst[];
  readonly input: ReferenceAst | undefined;
  readonly context: ReferenceAst | undefined;
  readonly policy: PolicyAst | undefined;
  readonly concurrency: Located<number> | undefined;
  readonly maxSteps: Located<number> | undefined;
  /** What the flow gives its caller. */
  readonly output: ValuePlan | undefined;
  /** The span of the flow's mapping. */
  readonly span: Span;
}

export interface NodeAst {
  readonly kind: "node";
  readonly id: Located<string>;
  readonly type: NodeTypeAst;
  readonly name: string | undefined;
  readonly describe: JsonObject | undefined;
  readonly inputs: ValuePlan | undefined;
  readonly outputs: readonly WritePlan[];
  readonly callable: CallableAst | undefined;
  readonly contextAccess: boolean;
  readonly loop: LoopAst;
  readonly config: ConfigPlan | undefined;
  readonly result: ReferenceAst | undefined;
  readonly policy: PolicyAst | undefined;
  readonly undo: UndoAst | undefined;
  /** The conditions of the edges that leave it, in declared order. */
  readonly choices: readonly ChoicePlan[];
}

export type NodeTypeAst =
  | { readonly kind: "function" | "router" | "loop"; readonly span: Span }
  /** A node class written by the user, by reference or passed by a program. */
  | { readonly kind: "class"; readonly reference: ReferenceAst; readonly span: Span }
  | { readonly kind: "given-class"; readonly value: unknown; readonly span: Span };

/** A string that names an export of a module, trimmed. */
export interface ReferenceAst {
  readonly text: string;
  readonly span: Span;
  /** Returns the place of a part of the string. */
  spanOf(start: number, end: number): Span;
}

export type CallableAst =
  | { readonly kind: "reference"; readonly reference: ReferenceAst; readonly span: Span }
  /** A flow: the path of its file, or a package's. */
  | { readonly kind: "flow"; readonly reference: ReferenceAst; readonly span: Span }
  | { readonly kind: "dynamic"; readonly expression: ExpressionPlan; readonly span: Span }
  /** A function passed by a program. */
  | { readonly kind: "given"; readonly value: unknown; readonly span: Span }
  /** Something else, which has been reported. */
  | { readonly kind: "faulty"; readonly span: Span };

/** What undoes a node. */
export interface UndoAst {
  readonly callable: Extract<CallableAst, { readonly kind: "reference" | "given" | "faulty" }>;
  /** Whether failed activations are undone too. */
  readonly failed: boolean;
  /** The span of the key. */
  readonly span: Span;
}

/** The keys of a LoopNode. All are absent for other nodes. */
export interface LoopAst {
  readonly body: Located<string> | undefined;
  readonly loop: Located<string> | undefined;
  readonly done: Located<string> | undefined;
  readonly collect: Located<string> | undefined;
  readonly itemsKey: Located<string> | undefined;
  readonly enumerate: boolean;
  readonly concurrency: Located<number> | undefined;
  readonly batch: Located<number> | undefined;
}

/** One `>>`: the group on its left, and the nodes on its right in declared order. */
export interface EdgeAst {
  readonly kind: "edge";
  readonly source: SourceGroupAst;
  readonly targets: readonly Located<string>[];
  /** The conditions of the targets. An edge with any has a single source. */
  readonly choices: readonly ChoicePlan[];
  readonly span: Span;
}

export type SourceGroupAst =
  | { readonly kind: "node-name"; readonly value: string; readonly span: Span }
  | { readonly kind: "all" | "any"; readonly members: readonly SourceGroupAst[]; readonly span: Span };

export interface PolicyAst {
  readonly plan: PolicyPlan;
  /** The node that `on_error: { goto: … }` names. */
  readonly goto: Located<string> | undefined;
}
