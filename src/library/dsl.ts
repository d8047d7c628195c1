import type { flowKeys, nodeKeys } from "../../compiler/parse/known-keys.js";
import type { Flow, FlowContext, Input, Rule, SyncFlow } from "../../runtime/index.js";

type Callable = (...args: never) => unknown;
type NodeClass = new (...args: never) => { run: Callable };

/** A node as in a flow file, but with the function itself as its callable (SPEC 1). */
export interface DslNode {
  /**
   * A class makes a plain node, whose result goes to its successors. For a router that is a class, write
   * `{ type: "RoutingNode", routing_rule: (payload) => router.run(payload) }`.
   */
  readonly type?: "FunctionNode" | "CustomRoutingNode" | "RoutingNode" | "LoopNode" | NodeClass;
  readonly name?: string;
  /** A function, or an expression (`$ctx.registry.load`) that returns one when the node runs. */
  readonly callable?: Callable | `$${string}`;
  readonly routing_rule?: Callable | `$${string}`;
  readonly context?: {
    readonly inputs?: unknown;
    readonly outputs?:
      string | { readonly [part: string]: string } | readonly (string | { readonly [part: string]: string })[];
  };
  readonly allow_context_access?: boolean;
  readonly describe?: { readonly [key: string]: unknown };
  readonly config?: { readonly [key: string]: unknown };
  readonly body_route?: string;
  readonly loop_route?: string;
  readonly done_route?: string;
  readonly collect?: string;
  readonly items_key?: string;
  readonly enumerate_items?: boolean;
  readonly concurrency?: number;
  readonly batch?: number;
  readonly policy?: { readonly [key: string]: unknown };
  /** What undoes the node if the run fails. */
  readonly undo?: Callable | { readonly call: Callable; readonly also?: "failed" };
}

type TakenBy<Node, Key extends keyof Node> = Key;
/**
 * The keys of a node, except those that name a type or a file: a program passes another flow as `childFlow(enrich)`. Compiles only
 * if `fromDsl` accepts all of them.
 */
export type DslNodeKey = TakenBy<DslNode, Exclude<(typeof nodeKeys)[number], "result" | "flow">>;
/** The keys of a flow except those that name types: a program has its own types. */
export type DslFlowKey = TakenBy<Dsl<DslNodes, string>, Exclude<(typeof flowKeys)[number], "input" | "context">>;

/** Nodes keyed by id. A plain function is a FunctionNode. */
export interface DslNodes {
  readonly [id: string]: Callable | DslNode;
}

/** A flow in the form that `fromDsl` accepts. */
export interface Dsl<Nodes extends DslNodes, Entry extends keyof Nodes & string> {
  readonly name?: string;
  readonly description?: string;
  readonly nodes: Nodes;
  readonly entry: Entry;
  /** As in the flow file: `"seed >> (geo | risk)"`, or pairs of ids. */
  readonly edges?: readonly (string | readonly [keyof Nodes & string, keyof Nodes & string])[];
  readonly policy?: { readonly [key: string]: unknown };
  readonly concurrency?: number;
  readonly max_steps?: number;
  /** As in the flow file: what the flow gives. */
  readonly output?: unknown;
}

/** The callable of a node; `unknown` if it is only known at run time. */
type CallableOf<N> = N extends Callable
  ? N
  : N extends { readonly callable: infer F extends Callable }
    ? F
    : N extends { readonly routing_rule: infer F extends Callable }
      ? F
      : N extends { readonly type: new (...args: never) => { run: infer F } }
        ? F
        : N extends { readonly type: "LoopNode" }
          ? never
          : unknown;

/**
 * The type of the run's input: the parameter of the entry's callable, or `unknown` if the entry declares `inputs` or is
 * a loop.
 */
type DslInput<N> = N extends { readonly context: { readonly inputs: unknown } }
  ? unknown
  : N extends { readonly type: "LoopNode" }
    ? unknown
    : CallableOf<N> extends Callable
      ? Input<CallableOf<N>>
      : unknown;

type ResultOf<N> = CallableOf<N> extends (...args: never) => infer R ? Awaited<R> : unknown;

/** The context after a run, with the type of each node's own result. */
export type DslContext<Nodes extends DslNodes> = FlowContext & {
  payloads: { [Id in keyof Nodes]?: ResultOf<Nodes[Id]> };
} & { [key: string]: unknown };

/** The flow that `fromDsl` returns for a `Dsl`. It has `runSync` if no callable returns a promise. */
export type DslFlow<Nodes extends DslNodes, Entry extends keyof Nodes> = [
  Extract<ReturnType<Rule<CallableOf<Nodes[keyof Nodes]>>>, Promise<void>>,
] extends [never]
  ? SyncFlow<DslContext<Nodes>, { [key: string]: unknown }, DslInput<Nodes[Entry]>, unknown>
  : Flow<DslContext<Nodes>, { [key: string]: unknown }, DslInput<Nodes[Entry]>, unknown>;

/** A flow whose types are only known at run time. */
export type ConfiguredFlow = Flow<
  FlowContext & { [key: string]: unknown },
  { [key: string]: unknown },
  unknown,
  unknown
>;
