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
  /** Groups of parents that the node waits for; none where it starts on every arrival. */
  readonly joins: readonly (readonly string[])[];
  /** `describe` of the flow file. */
  readonly describe: { readonly [key: string]: unknown } | undefined;
  /** `<flow file>:<line>:<column>`. */
  readonly at: string | undefined;
}

/** The description of a flow: fresh data on every call, `describe` of the nodes aside. */
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

/** Keys of a node that its description leaves out: its functions, what only a run needs, and a loop's `body` and `done`, which are in `next`. */
type Undescribed =
  | "call"
  | "callable"
  | "node"
  | "config"
  | "context"
  | "inputs"
  | "writes"
  | "items"
  | "enumerate"
  | "collect"
  | "body"
  | "done"
  | "policy";

/** Every other key is described: a new one does not compile until it is in the description or in the list above. */
type Described = { readonly [K in Exclude<NodeSpecKey, Undescribed>]: unknown };
type NodeSpecKey = NodeSpec extends infer S ? (S extends unknown ? keyof S : never) : never;

/** Ids of all that a node may start, in the order of dispatch; a `goto` of its policy aside. */
export function successorsOf(node: NodeSpec): readonly string[] {
  if (node.kind !== "loop") return [...(node.next ?? [])];
  return node.done === undefined ? [node.body] : [node.body, node.done];
}

/** `<flow file>:<line>:<column>` of a node, as far as the table says so. */
export function placeOf(spec: FlowSpec, node: NodeSpec): string | undefined {
  if (node.at === undefined) return undefined;
  return spec.source === undefined ? node.at : `${spec.source}:${node.at}`;
}
