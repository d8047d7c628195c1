import type { FlowAst, NodeAst } from "../parse/flow-ast.js";
import type { UndoPlan } from "../plan.js";
import type { ResolvedCallable } from "./create-plan.js";
import type { CallablesContext } from "./resolve-callables.js";
import { resolveReference } from "./resolve-reference.js";

/** Returns what undoes each node, indexed by node; undefined if nothing does (SPEC 15). */
export function resolveUndos(
  ast: FlowAst,
  callables: readonly (ResolvedCallable | undefined)[],
  context: CallablesContext,
): (UndoPlan | undefined)[] {
  return ast.nodes.map((node, index) => {
    const { undo, type } = node;
    if (undo === undefined || type.kind === "loop" || type.kind === "router") return undefined;
    // Only its export tells that a class is a router.
    if (callables[index]?.kind === "router") {
      const params = { key: "undo", type: "RoutingNode", belongs: "a node that calls a function or runs a flow" };
      context.report.add({ code: "node/key-of-another-type", params, span: undo.span });
    }
    return resolveUndo(node, undo, context);
  });
}

function resolveUndo(
  { id }: NodeAst,
  { callable, failed }: NonNullable<NodeAst["undo"]>,
  context: CallablesContext,
): UndoPlan | undefined {
  const { span } = callable;
  switch (callable.kind) {
    case "faulty":
      return undefined;
    case "given": {
      // Ids of nodes are no such keys: a blank ends every one of them.
      const key = `${id.value} undo`;
      context.given.set(key, callable.value);
      return { callable: { kind: "given", isClass: false, key, config: undefined, span }, failed };
    }
    case "reference": {
      const resolved = resolveReference(callable.reference, "callable", context);
      if (resolved === undefined) return undefined;
      const { module, exportName } = resolved;
      return { callable: { kind: "imported", isClass: false, module, exportName, config: undefined, span }, failed };
    }
  }
}
