import type { ts } from "ts-morph";
import type { NodePlan } from "../plan.js";
import { resultType } from "./arrivals.js";
import { callableName, inexactness } from "./callable-contract.js";
import type { WiringScope } from "./wiring-scope.js";

interface Inexact {
  readonly node: NodePlan;
  readonly name: string;
  readonly reason: "generic" | "overloaded" | "dynamic";
}

/**
 * Returns the first of the nodes whose result type is a guess: its callable is generic, overloaded, or unknown until
 * the run.
 */
export function inexactProducer(scope: WiringScope, ids: readonly string[]): Inexact | undefined {
  for (const id of ids) {
    const node = scope.nodes.get(id);
    if (node !== undefined && isUnknownCallable(scope, node)) return { node, name: node.id, reason: "dynamic" };
    const called = node === undefined ? undefined : calledIn(scope, id);
    if (node === undefined || called === undefined) continue;
    const reason = inexactness(called.getCallSignatures());
    if (reason !== undefined) return { node, name: callableName(node), reason };
  }
  return undefined;
}

/** Whether the callable is looked up in the context when the node runs, and no type says what it returns. */
function isUnknownCallable(scope: WiringScope, node: NodePlan): boolean {
  if (node.kind === "loop" || node.callable.kind !== "dynamic") return false;
  const result = resultType(scope, node.id);
  return result !== undefined && (result.flags & scope.ts.TypeFlags.Unknown) !== 0;
}

/** The type of the callable that a node in the module names. */
export function calledIn(scope: WiringScope, id: string): ts.Type | undefined {
  const { checker } = scope;
  const at = calleeOf(scope, id);
  // A flow is called by what `childFlow(enrich)` returns.
  const isFlow = at !== undefined && scope.ts.isCallExpression(at.parent) && at.parent.arguments[0] === at;
  const type = at && checker.getTypeAtLocation(isFlow ? at.parent : at);
  const instance = type?.getConstructSignatures()[0]?.getReturnType();
  const run = instance === undefined ? undefined : checker.getPropertyOfType(instance, "run");
  return run === undefined ? type : checker.getTypeOfSymbol(run);
}

/** The name of a node's callable, in the place where the module passes it to the runtime. */
export function calleeOf(scope: WiringScope, id: string): ts.Identifier | undefined {
  const mapping = scope.flow.module.mappings.find(({ node, what }) => node === id && what === "call");
  const at = mapping && nodeAt(scope, mapping.start);
  return at !== undefined && scope.ts.isIdentifier(at) ? at : undefined;
}

/** The innermost syntax node of the module at an offset. */
export function nodeAt({ ts, flow: { sourceFile } }: WiringScope, offset: number): ts.Node {
  let found: ts.Node = sourceFile;
  for (;;) {
    const inner = ts.forEachChild(found, (child) => {
      return child.getStart(sourceFile) <= offset && offset < child.end ? child : undefined;
    });
    if (inner === undefined) return found;
    found = inner;
  }
}
