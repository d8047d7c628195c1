import { partsOf } from "../../condition-parts.js";
import { referencesIn, referenceUses } from "../../reference-uses.js";
import type { ReferencePlan, Silence } from "../../plan.js";
import type { Span } from "../../diagnostics/span.js";
import type { Rule } from "../rule.js";

/**
 * Reports what uses the result of a node whose flow gives nothing (SPEC 13). Whether a successor takes it is for the types to say.
 */
export const flowNoOutput: Rule = ({ ast, callables, scopes, collected, report }) => {
  const silent = new Map<string, { readonly flow: string; readonly silence: Silence }>();
  for (const [index, node] of ast.nodes.entries()) {
    const callable = callables[index]?.callable;
    if (callable?.kind !== "flow" || callable.silence === undefined) continue;
    silent.set(node.id.value, { flow: callable.file ?? callable.exportName, silence: callable.silence });
  }
  if (silent.size === 0) return;
  const add = (id: string, what: string, span: Span): void => {
    const child = silent.get(id);
    if (child !== undefined) report.add({ code: "flow/no-output", params: { id, what, ...child }, span });
  };
  const addReads = (references: readonly ReferencePlan[], what: string): void => {
    for (const { scope, path } of references) {
      // `$joins.join.sub` is what arrived from `sub`.
      const key = scope === "payload" ? path[0] : scope === "joins" ? path[1] : undefined;
      if (key !== undefined) add(String(key.value), what, key.span);
    }
  };
  for (const node of ast.nodes) {
    const id = node.id.value;
    addReads(
      referenceUses(node).map(({ reference }) => reference),
      `the node \`${id}\``,
    );
    if (!silent.has(id)) continue;
    for (const { target } of node.outputs) add(id, "`outputs`", target.span);
    const conditions = node.choices.flatMap(({ alternatives }) =>
      alternatives.flatMap(({ condition }) => condition ?? []),
    );
    for (const part of partsOf(conditions, undefined)) if (part.kind === "result") add(id, "the condition", part.span);
  }
  if (ast.output !== undefined) addReads(referencesIn(ast.output), "the output of the flow");
  for (const [loop, node] of collected) {
    const id = ast.nodes[node]?.id.value ?? "";
    const of = ast.nodes[loop];
    if (of === undefined || !silent.has(id) || scopes.byNode.get(loop)?.done === undefined) continue;
    add(id, `the loop \`${of.id.value}\``, of.loop.collect?.span ?? of.id.span);
  }
};
