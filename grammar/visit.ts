import type { AstNode } from "./ast.js";

type NodeOf<K extends AstNode["kind"]> = Extract<AstNode, { readonly kind: K }>;

/** For each kind of node the keys that hold its children, in the order of the text. */
export const childKeys = {
  "edge-chain": ["groups"],
  "node-name": [],
  all: ["members"],
  any: ["members"],
  reference: ["path"],
  "path-key": [],
  coalesce: ["operands"],
  literal: [],
  template: ["parts"],
  "template-hole": ["expression"],
  "plain-text": [],
} as const satisfies { readonly [K in AstNode["kind"]]: readonly (keyof NodeOf<K>)[] };

/** What to do with the nodes of some kinds. */
export type Visitor = { readonly [K in AstNode["kind"]]?: (node: NodeOf<K>) => void };

/** Calls the visitor for the node and all below it, parents first, in the order of the text. */
export function visit(node: AstNode, visitor: Visitor): void {
  // A lookup by a union of kinds loses which function belongs to which kind; `Visitor` has held it.
  const enter = visitor[node.kind] as ((node: AstNode) => void) | undefined;
  enter?.(node);
  for (const child of childrenOf(node)) visit(child, visitor);
}

/** The children of a node, in the order of the text. */
export function childrenOf(node: AstNode): readonly AstNode[] {
  return childKeys[node.kind].flatMap((key) => Reflect.get(node, key) as AstNode | readonly AstNode[]);
}
