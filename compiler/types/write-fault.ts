import type { ts } from "ts-morph";
import { closestNames } from "../diagnostics/closest-names.js";
import type { NodePlan } from "../plan.js";
import { recordKeys } from "../record-keys.js";
import { nodeAt } from "./inexact-producer.js";
import { printType } from "./print-type.js";
import { enclosing, type Findings, type MappedFault, textAt, type WiringScope } from "./wiring-scope.js";

/** Reports a write that the declared context does not allow, at the key of its target. */
export function writeFaults(scope: WiringScope, node: NodePlan, { mapping, at }: MappedFault): Findings {
  const { ts, checker, flow } = scope;
  const written = flow.module.mappings.find(({ what, start, end }) => {
    return what === "write" && start <= mapping.start && mapping.end <= end;
  });
  const span = mapping.what === "write" ? lastKeySpan(node, mapping.span) : mapping.span;
  const place = textAt(scope, written?.span ?? mapping.span);
  const assignment = enclosing(at, isAssignment(ts));
  if (assignment === undefined) return [];
  const target = assignment.left;
  const declared = declaredType(scope, node, span);
  const left = declared ?? checker.getTypeAtLocation(target);
  const parent =
    ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target) ? target.expression : undefined;
  const names = parent === undefined ? [] : propertyNames(scope, checker.getTypeAtLocation(parent));
  const keys = node.outputs.flatMap((output) => output.target.path);
  const key = String(keys.find((one) => one.span.start.offset === span.start.offset)?.value ?? "");
  const isMissing = declared === undefined && ((left.flags & ts.TypeFlags.Any) !== 0 || !names.includes(key));
  const params = {
    id: node.id,
    place,
    given: printType(scope, checker.getTypeAtLocation(assignment.right)),
    declared: isMissing ? "" : printType(scope, left),
    closest: isMissing ? closestNames(key, names) : [],
  };
  return [{ code: "types/write", params, span }];
}

function lastKeySpan(node: NodePlan, span: MappedFault["mapping"]["span"]): typeof span {
  const write = node.outputs.find(({ target }) => target.span.start.offset === span.start.offset);
  return write?.target.path.at(-1)?.span ?? span;
}

/** The type that the declared context has at a place that a node writes. */
function declaredType(scope: WiringScope, node: NodePlan, span: MappedFault["mapping"]["span"]): ts.Type | undefined {
  const { checker, flow } = scope;
  const write = node.outputs.find(({ target }) =>
    target.path.some((key) => key.span.start.offset === span.start.offset),
  );
  const own = flow.module.mappings.find(({ what, span: of }) => {
    return what === "import" && of.start.offset === flow.plan.context?.span.start.offset;
  });
  if (write === undefined || own === undefined || flow.plan.context === undefined) return undefined;
  const name = enclosing(nodeAt(scope, own.end - 1), scope.ts.isIdentifier);
  const symbol = name && checker.getSymbolAtLocation(name);
  if (symbol === undefined) return undefined;
  const isAlias = (symbol.flags & scope.ts.SymbolFlags.Alias) !== 0;
  const type = checker.getDeclaredTypeOfSymbol(isAlias ? checker.getAliasedSymbol(symbol) : symbol);
  return write.target.path.reduce<ts.Type | undefined>((found, { value }) => {
    const property = found && checker.getPropertyOfType(checker.getNonNullableType(found), String(value));
    return property && checker.getTypeOfSymbol(property);
  }, type);
}

function propertyNames({ checker }: WiringScope, type: ts.Type): string[] {
  return checker
    .getPropertiesOfType(checker.getNonNullableType(type))
    .map(({ name }) => name)
    .filter((name) => !recordKeys.has(name));
}

function isAssignment(namespace: WiringScope["ts"]): (node: ts.Node) => node is ts.BinaryExpression {
  return (node): node is ts.BinaryExpression => {
    return namespace.isBinaryExpression(node) && node.operatorToken.kind === namespace.SyntaxKind.EqualsToken;
  };
}
