import type { ts } from "ts-morph";
import type { AnyFinding } from "../diagnostics/diagnostic.js";
import type { NodePlan } from "../plan.js";
import { calleeOf } from "./inexact-producer.js";
import { printType } from "./print-type.js";
import type { WiringScope } from "./wiring-scope.js";

/** Reports what a module exports and a node should run, but which is no flow (SPEC 13). */
export function flowFaults(scope: WiringScope, node: NodePlan): AnyFinding[] {
  if (node.kind === "loop" || node.callable.kind !== "flow" || node.callable.file !== undefined) return [];
  const { checker } = scope;
  const { module, exportName: name, span } = node.callable;
  const at = calleeOf(scope, node.id);
  const type = at && checker.getTypeAtLocation(at);
  if (type === undefined || isFlow(scope, type)) return [];
  const { text, isCallable } = words(scope, type);
  const from = module.kind === "file" ? module.path : module.specifier;
  return [{ code: "types/not-a-flow", params: { module: from, name, found: text, isCallable }, span }];
}

/** Whether a value has what the runtime asks of a flow: `call` and `describe`. */
export function isFlow({ ts, checker }: WiringScope, type: ts.Type): boolean {
  // An export that does not exist has an error of its own.
  if ((type.flags & ts.TypeFlags.Any) !== 0) return true;
  if (type.getCallSignatures().length > 0) return false;
  return ["call", "describe"].every((name) => {
    const property = checker.getPropertyOfType(type, name);
    return property !== undefined && checker.getTypeOfSymbol(property).getCallSignatures().length > 0;
  });
}

function words(scope: WiringScope, type: ts.Type): { readonly text: string; readonly isCallable: boolean } {
  const isCallable = type.getCallSignatures().length > 0;
  if (isCallable) return { text: "a function", isCallable };
  if (type.getConstructSignatures().length > 0) return { text: "a class", isCallable };
  return { text: `\`${printType(scope, scope.checker.getBaseTypeOfLiteralType(type))}\``, isCallable };
}
