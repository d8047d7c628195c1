import type { NodeAst } from "../parse/flow-ast.js";

/** Whether a node starts a successor only under a condition (SPEC 12). */
export function isConditional(node: Pick<NodeAst, "choices"> | undefined, id: string): boolean {
  return node?.choices.some(({ alternatives }) => alternatives.some(({ targets }) => targets.includes(id))) === true;
}
