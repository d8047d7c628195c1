import type { ts } from "ts-morph";
import type { Related } from "../diagnostics/diagnostic.js";
import type { Span } from "../diagnostics/span.js";
import type { FlowCallable, NodePlan } from "../plan.js";
import type { TypeWorld, WiringScope } from "./wiring-scope.js";

/** What is known about a node's callable. */
export interface Contract {
  /** The name that the flow file uses. */
  readonly name: string;
  readonly signatures: readonly ts.Signature[];
  readonly type: ts.Type;
  readonly declaration: ts.Declaration | undefined;
  /** Of a flow, the place that says what it takes. */
  readonly place: Span | undefined;
  /** Why its types cannot be determined exactly. */
  readonly inexact: "generic" | "overloaded" | undefined;
}

/**
 * Returns the contract of the function that an expression of the module refers to. For a class, that is its method
 * `run`.
 */
export function contractOf(scope: WiringScope, node: NodePlan, expression: ts.Expression): Contract {
  const { checker } = scope;
  const type = checker.getTypeAtLocation(expression);
  const isClass = node.kind !== "loop" && node.callable.kind === "imported" && node.callable.isClass;
  const run = isClass ? runOf(scope, type, expression) : type;
  const signatures = run?.getCallSignatures() ?? [];
  const declared = (isClass ? undefined : signatures[0]?.declaration) ?? type.getSymbol()?.declarations?.[0];
  return {
    name: callableName(node),
    signatures,
    type,
    // Of a flow, this would be a type of the runtime.
    declaration: flowOf(node) === undefined ? declared : undefined,
    place: flowOf(node)?.takes,
    inexact: inexactness(signatures),
  };
}

function flowOf(node: NodePlan): FlowCallable | undefined {
  return node.kind !== "loop" && node.callable.kind === "flow" ? node.callable : undefined;
}

/** The name that a person would use for a node's callable; of a flow file, its own name. */
export function callableName(node: NodePlan): string {
  const flow = flowOf(node);
  if (flow !== undefined) {
    const { file, exportName } = flow;
    return file === undefined ? exportName : file.slice(file.lastIndexOf("/") + 1);
  }
  if (node.kind === "loop" || node.callable.kind !== "imported" || node.callable.exportName === "default") {
    return node.id;
  }
  return node.callable.exportName;
}

export function inexactness(signatures: readonly ts.Signature[]): Contract["inexact"] {
  if (signatures.length > 1) return "overloaded";
  return signatures[0]?.typeParameters === undefined ? undefined : "generic";
}

function runOf({ checker }: WiringScope, type: ts.Type, at: ts.Node): ts.Type | undefined {
  const instance = type.getConstructSignatures()[0]?.getReturnType();
  const run = instance === undefined ? undefined : checker.getPropertyOfType(instance, "run");
  return run === undefined ? undefined : checker.getTypeOfSymbolAtLocation(run, at);
}

/** The type of a signature's parameter; undefined if it has no parameter at that position. */
export function parameterOf(
  { ts, checker }: TypeWorld,
  signature: ts.Signature,
  index: number,
): { readonly type: ts.Type; readonly isOptional: boolean } | undefined {
  const parameter = signature.parameters[index] ?? signature.parameters.at(-1);
  if (parameter === undefined) return undefined;
  const declaration = parameter.valueDeclaration;
  const isRest = declaration !== undefined && ts.isParameter(declaration) && declaration.dotDotDotToken !== undefined;
  if (!isRest && index >= signature.parameters.length) return undefined;
  const type = checker.getTypeOfSymbol(parameter);
  const element = isRest ? checker.getIndexInfosOfType(type)[0]?.type : undefined;
  const found = element ?? type;
  const constraint = found.isTypeParameter() ? checker.getBaseConstraintOfType(found) : undefined;
  const isOptional =
    declaration !== undefined && ts.isParameter(declaration) && checker.isOptionalParameter(declaration);
  return {
    type: constraint ?? (found.isTypeParameter() ? checker.getUnknownType() : found),
    isOptional: isOptional || isRest,
  };
}

/** The place where the user declares a callable. */
export function relatedOf(scope: WiringScope, { declaration, place }: Contract): Related[] {
  if (place !== undefined) return [{ message: "it is declared here", span: place }];
  if (declaration === undefined) return [];
  const name = scope.ts.getNameOfDeclaration(declaration) ?? declaration;
  return [{ message: "it is declared here", span: scope.spanOf(name) }];
}
