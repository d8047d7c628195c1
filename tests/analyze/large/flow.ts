import type { Decision } from "../../../compiler/decisions.js";
import { choiceText, type LargeChoice, writtenEdges } from "./conditions.js";

/**
 * A generated flow. The interpreter runs it, the shrinker removes parts of it, and the compiler gets it as a document.
 */
export interface LargeFlow {
  readonly concurrency: 1 | 8;
  readonly onError?: ErrorRule;
  /** The first node is the entry. */
  readonly nodes: readonly LargeNode[];
  /** In file order. */
  readonly edges: readonly LargeEdge[];
}

/** `(a | b) & c >> to`: each group lists parents, and the node waits for one of them. */
export interface LargeEdge {
  readonly groups: readonly (readonly string[])[];
  readonly to: string;
}

export type ErrorRule = "stop" | "continue" | { readonly goto: string };

export interface LargeNode {
  readonly id: string;
  readonly kind: "plain" | "router" | "loop";
  readonly inputs?: Inputs;
  /** The keys below `$ctx` that its result is written to. */
  readonly writes: readonly string[];
  readonly onError?: ErrorRule;
  readonly retries?: number;
  /** Whether some of its calls fail. */
  readonly canFail?: boolean;
  /** It has context access, and its callable writes this key below `$ctx`. */
  readonly secret?: string;
  /** For a loop. */
  readonly body?: string;
  readonly done?: string;
  readonly collect?: string;
  /** What a router chooses from, according to its type; undefined allows anything. */
  readonly decisions?: readonly Decision[];
  /** The conditions on the edges of a plain node. */
  readonly choices?: readonly LargeChoice[];
}

/** The operands of a `??` chain. The literal ends it. A single operand without a literal is a plain read. */
export interface Chain {
  readonly operands: readonly Read[];
  readonly literal?: boolean;
}

export interface Read {
  readonly scope: "ctx" | "payload" | "joins";
  readonly path: readonly string[];
}

export interface Inputs {
  /** How the chains are written: alone, as parts of a template, or as keys of a mapping. */
  readonly form: "value" | "template" | "mapping";
  readonly chains: readonly Chain[];
}

/** A read in its place, and whether a `??` after it handles undefined. */
export interface ReadUse extends Read {
  readonly isGuarded: boolean;
  /** If it ends a chain, the operands before it. */
  readonly before: readonly Read[];
}

/** All reads of a node, in text order. */
export function readsOf({ inputs }: LargeNode): ReadUse[] {
  return (inputs?.chains ?? []).flatMap(({ operands, literal }) =>
    operands.map((read, at) => {
      const isLast = literal !== true && at === operands.length - 1;
      return { ...read, isGuarded: !isLast, before: isLast ? operands.slice(0, at) : [] };
    }),
  );
}

export function readText({ scope, path }: Read): string {
  return `$${[scope, ...path].join(".")}`;
}

/** What the compiler gets for a flow. `callableOf` creates the callables. */
export function toDocument(flow: LargeFlow, callableOf: (node: LargeNode) => unknown): Record<string, unknown> {
  return {
    name: "large",
    entry: flow.nodes[0]?.id,
    ...(flow.concurrency > 1 && { concurrency: flow.concurrency }),
    ...(flow.onError !== undefined && { policy: { on_error: flow.onError } }),
    nodes: Object.fromEntries(flow.nodes.map((node) => [node.id, nodeDocument(node, callableOf)])),
    edges: writtenEdges(flow).map((written) => {
      return "edge" in written ? edgeText(written.edge) : `${written.source} >> ${choiceText(written.choice)}`;
    }),
  };
}

function nodeDocument(node: LargeNode, callableOf: (node: LargeNode) => unknown): Record<string, unknown> {
  const { kind, writes, onError, retries, secret } = node;
  if (kind === "loop") {
    const { body, done, collect } = node;
    return {
      type: "LoopNode",
      context: { inputs: { items: [1, 2] } },
      body_route: body,
      ...(done !== undefined && { done_route: done, ...(collect !== undefined && { collect }) }),
    };
  }
  const outputs = writes.map((key) => `$ctx.${key}`);
  const context = {
    ...(node.inputs !== undefined && { inputs: inputsDocument(node.inputs) }),
    ...(outputs.length > 0 && { outputs: outputs.length === 1 ? outputs[0] : outputs }),
  };
  const policy = {
    ...(onError !== undefined && { on_error: onError }),
    ...(retries !== undefined && { retry: { max_attempts: retries } }),
  };
  return {
    ...(kind === "router" && { type: "CustomRoutingNode" }),
    callable: callableOf(node),
    ...(Object.keys(context).length > 0 && { context }),
    ...(Object.keys(policy).length > 0 && { policy }),
    ...(secret !== undefined && { allow_context_access: true }),
  };
}

function inputsDocument({ form, chains }: Inputs): unknown {
  const texts = chains.map(chainText);
  if (form === "template") return `as text: ${texts.map((text) => `{{ ${text} }}`).join(", ")}`;
  if (form === "mapping") return Object.fromEntries(texts.map((text, at) => [`k${at}`, text]));
  return texts[0];
}

function chainText({ operands, literal }: Chain): string {
  return [...operands.map(readText), ...(literal === true ? ['"none"'] : [])].join(" ?? ");
}

function edgeText({ groups, to }: LargeEdge): string {
  const texts = groups.map((group) => (group.length > 1 ? `(${group.join(" | ")})` : group.join("")));
  return `${texts.length > 1 ? `(${texts.join(" & ")})` : texts.join("")} >> ${to}`;
}
