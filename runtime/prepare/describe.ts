import type { FlowDescription } from "../flow-description.js";
import type { FlowSpec } from "../flow-spec.js";
import type { NodeSpec } from "../node-spec.js";

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
  | "undo"
  | "enumerate"
  | "collect"
  | "concurrency"
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
