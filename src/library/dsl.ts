import type { flowKeys, nodeKeys } from "../../compiler/parse/known-keys.js";
import type { Flow, FlowContext, Input, Rule, SyncFlow } from "../../runtime/index.js";

type Callable = (...args: never) => unknown;
type NodeClass = new (...args: never) => { run: Callable };

/** A node as the flow file spells it, with the function itself as its callable (SPEC 1). */
export interface DslNode {
  /**
   * A class is a plain node: what it returns goes to its successors. A router of a class is
   * `{ type: "RoutingNode", routing_rule: (payload) => router.run(payload) }`.
   */
  readonly type?: "FunctionNode" | "CustomRoutingNode" | "RoutingNode" | "LoopNode" | NodeClass;
  readonly name?: string;
  /** A function, or an expression (`$ctx.registry.load`) that finds one when the node runs. */
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
  readonly policy?: { readonly [key: string]: unknown };
}

type TakenBy<Node, Key extends keyof Node> = Key;
/** The keys of a node in the flow file. Compiles only if `fromDsl` takes them all. */
export type DslNodeKey = TakenBy<DslNode, (typeof nodeKeys)[number]>;
/** The keys of a flow, with those that name types left out: a program has its own. */
export type DslFlowKey = TakenBy<Dsl<DslNodes, string>, Exclude<(typeof flowKeys)[number], "input" | "context">>;

/** Nodes by id; a function alone is a FunctionNode. */
export interface DslNodes {
  readonly [id: string]: Callable | DslNode;
}

/** A flow as `fromDsl` takes it. */
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
}

/** What a node calls; `unknown` where only the run can tell. */
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

/** What the run's input must be: the entry's parameter, where the entry takes what arrives. */
type DslInput<N> = N extends { readonly context: { readonly inputs: unknown } }
  ? unknown
  : N extends { readonly type: "LoopNode" }
    ? unknown
    : CallableOf<N> extends Callable
      ? Input<CallableOf<N>>
      : unknown;

type ResultOf<N> = CallableOf<N> extends (...args: never) => infer R ? Awaited<R> : unknown;

/** The context after a run: each node's own result is known by its type. */
export type DslContext<Nodes extends DslNodes> = FlowContext & {
  payloads: { [Id in keyof Nodes]?: ResultOf<Nodes[Id]> };
} & { [key: string]: unknown };

/** The flow of a `Dsl`; `runSync` where no callable answers with a promise. */
export type DslFlow<Nodes extends DslNodes, Entry extends keyof Nodes> = [
  Extract<ReturnType<Rule<CallableOf<Nodes[keyof Nodes]>>>, Promise<void>>,
] extends [never]
  ? SyncFlow<DslContext<Nodes>, { [key: string]: unknown }, DslInput<Nodes[Entry]>>
  : Flow<DslContext<Nodes>, { [key: string]: unknown }, DslInput<Nodes[Entry]>>;

/** A flow that is only known when the program runs. */
export type ConfiguredFlow = Flow<FlowContext & { [key: string]: unknown }, { [key: string]: unknown }>;
