import type { AstNode } from "./ast.js";

type NodeOf<K extends AstNode["kind"]> = Extract<AstNode, { readonly kind: K }>;

/** For each kind of node, the keys that hold its children, in the order of the text. */
export const childKeys = {
  "edge-chain": ["groups"],
  "node-name": [],
  all: ["members"],
  any: ["members"],
  "guarded-target": ["target", "guard"],
  when: ["condition"],
  otherwise: [],
  and: ["members"],
  or: ["members"],
  not: ["member"],
  comparison: ["left", "right"],
  result: ["path"],
  "literal-list": ["items"],
  condition: ["condition"],
  reference: ["path"],
  "path-key": [],
  coalesce: ["operands"],
  literal: [],
  template: ["parts"],
  "template-hole": ["expression"],
  "plain-text": [],
} as const satisfies { readonly [K in AstNode["kind"]]: readonly (keyof NodeOf<K>)[] };

/** Functions to call for nodes of some kinds. */
export type Visitor = { readonly [K in AstNode["kind"]]?: (node: NodeOf<K>) => void };

/** Calls the visitor for a node and everything below it, parents first, in the order of the text. */
export function visit(node: AstNode, visitor: Visitor): void {
  // Looking up a function by a union of kinds loses the type of its node; `Visitor` guarantees that they match.
  const enter = visitor[node.kind] as ((node: AstNode) => void) | undefined;
  enter?.(node);
  for (const child of childrenOf(node)) visit(child, visitor);
}

/** The children of a node, in the order of the text. */
export function childrenOf(node: AstNode): readonly AstNode[] {
  return childKeys[node.kind].flatMap((key) => Reflect.get(node, key) as AstNode | readonly AstNode[]);
}
