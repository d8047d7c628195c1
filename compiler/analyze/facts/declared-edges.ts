import { addToList } from "../../add-to-list.js";
import type { EdgeAst, FlowAst } from "../../parse/flow-ast.js";

/** The edges as declared in the file, for rules that propose edits of them. */
export interface DeclaredEdges {
  /** Returns the edges to a node. They may lead to other nodes too. */
  edgesTo(id: string): readonly EdgeAst[];
  /** Whether an edge is its whole entry: `a >> b >> c` are two edges in one entry. */
  isWhole(edge: EdgeAst): boolean;
}

/** Indexes the edges on demand. */
export function createDeclaredEdges(ast: FlowAst): DeclaredEdges {
  let byTarget: Map<string, EdgeAst[]> | undefined;
  let bySpan: Map<EdgeAst["span"], EdgeAst[]> | undefined;
  return {
    edgesTo: (id) => (byTarget ??= edgesByTarget(ast)).get(id) ?? [],
    isWhole: (edge) => edge.targets.length === 1 && (bySpan ??= edgesBySpan(ast)).get(edge.span)?.length === 1,
  };
}

function edgesByTarget({ edges }: FlowAst): Map<string, EdgeAst[]> {
  const found = new Map<string, EdgeAst[]>();
  for (const edge of edges)
    for (const id of new Set(edge.targets.map(({ value }) => value))) addToList(found, id, edge);
  return found;
}

function edgesBySpan({ edges }: FlowAst): Map<EdgeAst["span"], EdgeAst[]> {
  const found = new Map<EdgeAst["span"], EdgeAst[]>();
  for (const edge of edges) addToList(found, edge.span, edge);
  return found;
}
