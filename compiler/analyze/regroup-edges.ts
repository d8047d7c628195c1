import type { AdviceEdit } from "../diagnostics/diagnostic.js";
import { edgeName } from "../diagnostics/edge-name.js";
import type { SourceGroupAst } from "../parse/flow-ast.js";
import type { RuleContext } from "./rule.js";

export interface Regrouped {
  readonly text: string;
  readonly edits: readonly AdviceEdit[];
}

/**
 * Returns the edits that combine everything that leads to a node into one group of parents, such as `(a | b) >> node`.
 * Undefined if an edge also leads elsewhere, or if an arrival does not come from an edge of the file.
 *
 * @param operator the operator of the new group
 */
export function regroupEdges(node: number, operator: "&" | "|", context: RuleContext): Regrouped | undefined {
  const parents = parentsOf(node, context);
  return parents.length < 2 ? undefined : regroupAs(node, parents.map(edgeName).join(` ${operator} `), context);
}

/** Same, with a group that is written out: `a & (b | c)`. */
export function regroupAs(node: number, group: string, context: RuleContext): Regrouped | undefined {
  const { declaredEdges, nameOf } = context;
  const id = nameOf(node);
  const edges = declaredEdges.edgesTo(id);
  const [first, ...others] = edges;
  const named = new Set(edges.flatMap(({ source }) => namesIn(source)));
  if (first === undefined || parentsOf(node, context).some((parent) => !named.has(parent))) return undefined;
  const text = `(${group}) >> ${edgeName(id)}`;
  if (others.length === 0 && first.source.kind !== "node-name") {
    return { text, edits: [{ kind: "replace", span: first.source.span, text: group }] };
  }
  if (!edges.every(declaredEdges.isWhole)) return undefined;
  const removed = others.map(({ span }) => ({ kind: "remove-item" as const, span }));
  return {
    text,
    edits: [{ kind: "replace", span: first.span, text: `"${text.replaceAll(/["\\]/gu, "\\$&")}"` }, ...removed],
  };
}

function parentsOf(node: number, { facts, nameOf }: RuleContext): string[] {
  return [...new Set((facts.arrivals[node] ?? []).flat().map((parent) => nameOf(parent.node)))];
}

function namesIn(source: SourceGroupAst): string[] {
  return source.kind === "node-name" ? [source.value] : source.members.flatMap(namesIn);
}
