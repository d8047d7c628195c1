import type { ts } from "ts-morph";
import type { Related } from "../diagnostics/diagnostic.js";
import type { NodePlan } from "../plan.js";
import type { TypeWorld, WiringScope } from "./wiring-scope.js";

/** What is known of a node's callable. */
export interface Contract {
  /** As the flow file calls it. */
  readonly name: string;
  readonly signatures: readonly ts.Signature[];
  readonly type: ts.Type;
  readonly declaration: ts.Declaration | undefined;
  /** Why its types cannot be determined exactly. */
  readonly inexact: "generic" | "overloaded" | undefined;
}

/** The contract of the function, or of the `run` of the class, that an expression of the module stands for. */
export function contractOf(scope: WiringScope, node: NodePlan, expression: ts.Expression): Contract {
  const { checker } = scope;
  const type = checker.getTypeAtLocation(expression);
  const isClass = node.kind !== "loop" && node.callable.kind === "imported" && node.callable.isClass;
  const run = isClass ? runOf(scope, type, expression) : type;
  const signatures = run?.getCallSignatures() ?? [];
  return {
    name: callableName(node),
    signatures,
    type,
    declaration: (isClass ? undefined : signatures[0]?.declaration) ?? type.getSymbol()?.declarations?.[0],
    inexact: inexactness(signatures),
  };
}

/** The name of a node's callable, as a person would say it. */
export function callableName(node: NodePlan): string {
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

/** The type of a signature's parameter; undefined where it has none at that position. */
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

/** Where the user declares a callable. */
export function relatedOf(scope: WiringScope, { declaration }: Contract): Related[] {
  if (declaration === undefined) return [];
  const name = scope.ts.getNameOfDeclaration(declaration) ?? declaration;
  return [{ message: "it is declared here", span: scope.spanOf(name) }];
}
