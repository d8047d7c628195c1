import type { FlowSpec } from "../flow-spec.js";
import type { NodeSpec } from "../node-spec.js";

/** A flow as plain data, for pictures and tools. */
export interface FlowDescription {
  readonly name: string;
  readonly description: string | undefined;
  /** The flow file, relative to the project. */
  readonly source: string | undefined;
  readonly entry: string;
  /** In declared order. */
  readonly nodes: readonly NodeDescription[];
}

export interface NodeDescription {
  readonly id: string;
  /** Label for people. */
  readonly name: string;
  readonly kind: "function" | "router" | "loop";
  /** Successors in declared order; a loop's are its body and its done route. */
  readonly next: readonly string[];
  /** Groups of parents that the node waits for; empty if it starts on every arrival. */
  readonly joins: readonly (readonly string[])[];
  /**
   * The successors that start only under conditions, with the condition as the flow file states it. Of the alternatives of each
   * choice, the first that holds is taken. Only nodes with conditions have the key.
   */
  readonly choices?: readonly (readonly AlternativeDescription[])[];
  /** `describe` of the flow file. */
  readonly describe: { readonly [key: string]: unknown } | undefined;
  /** `<flow file>:<line>:<column>`. */
  readonly at: string | undefined;
}

/** An alternative of a choice. */
export interface AlternativeDescription {
  /** The successors that it starts. */
  readonly to: readonly string[];
  /** `when $result.ok`, `otherwise`. */
  readonly reason: string;
}

/** Describes a flow, without its conditions. The data is fresh on every call, except for the nodes' `describe`. */
export function describeFlow(spec: FlowSpec): FlowDescription {
  return {
    name: spec.name,
    description: spec.description,
    source: spec.source,
    entry: spec.entry,
    nodes: spec.nodes.map(
      (node) =>
        ({
          id: node.id,
          name: node.name ?? node.id,
          kind: node.kind ?? "function",
          next: successorsOf(node),
          joins: (node.joins ?? []).map((group) => [...group]),
          describe: node.describe,
          at: placeOf(spec, node),
        }) satisfies Described,
    ),
  };
}

/**
 * Keys of a node that its description omits: its functions, what only a run needs, and a loop's `body` and `done`,
 * which are in `next`.
 */
type Undescribed =
  | "call"
  | "callable"
  | "node"
  | "config"
  | "context"
  | "inputs"
  | "writes"
  | "items"
  | "result"
  | "enumerate"
  | "collect"
  | "choices"
  | "body"
  | "done"
  | "policy";

/** All other keys. A new key does not compile until it is added to the description or to `Undescribed`. */
type Described = { readonly [K in Exclude<NodeSpecKey, Undescribed>]: unknown };
type NodeSpecKey = NodeSpec extends infer S ? (S extends unknown ? keyof S : never) : never;

/** Ids of all nodes that a node may start, in the order of dispatch, without the `goto` of its policy. */
export function successorsOf(node: NodeSpec): readonly string[] {
  if (node.kind !== "loop") return [...(node.next ?? [])];
  return node.done === undefined ? [node.body] : [node.body, node.done];
}

/** The place of a node, `<flow file>:<line>:<column>`, as far as the table states it. */
export function placeOf(spec: FlowSpec, node: NodeSpec): string | undefined {
  if (node.at === undefined) return undefined;
  return spec.source === undefined ? node.at : `${spec.source}:${node.at}`;
}
