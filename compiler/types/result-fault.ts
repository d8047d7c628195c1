import type { ts } from "ts-morph";
import { typesOf } from "../emit/names/module-names.js";
import type { FunctionPlan } from "../plan.js";
import { contractOf, relatedOf } from "./callable-contract.js";
import { calleeOf, nodeAt } from "./inexact-producer.js";
import { printType } from "./print-type.js";
import { enclosing, type Findings, type MappedFault, textAt, type WiringScope } from "./wiring-scope.js";

/** Reports a callable that does not return what its node declares as the result. */
export function resultFaults(scope: WiringScope, node: FunctionPlan, { mapping }: MappedFault): Findings {
  const callee = calleeOf(scope, node.id);
  if (callee === undefined) return [];
  const contract = contractOf(scope, node, callee);
  const [signature] = contract.signatures;
  if (signature === undefined) return [];
  const returned = scope.checker.getReturnTypeOfSignature(signature);
  const given = printType(scope, scope.checker.getAwaitedType(returned) ?? returned);
  const params = { callable: contract.name, given, declared: textAt(scope, mapping.span) };
  return [{ code: "types/result", params, span: mapping.span, related: relatedOf(scope, contract) }];
}

/** Reports a value that is no Standard Schema in a place for schemas. */
export function schemaFaults(scope: WiringScope, { mapping, at }: MappedFault): Findings {
  const checked = enclosing(at, scope.ts.isSatisfiesExpression);
  if (checked === undefined) return [];
  const given = printType(scope, scope.checker.getTypeAtLocation(checked.expression));
  return [{ code: "types/not-a-schema", params: { name: textAt(scope, mapping.span), given }, span: mapping.span }];
}

/** The module uses a name as a type that is only a value. */
export const valueAsType = 2749;

/** Reports a function, or another value that is no variable, in a place for types and schemas. */
export function valueAsTypeFaults(scope: WiringScope, { start = 0 }: ts.Diagnostic): Findings {
  const { ts, checker, flow } = scope;
  const { text } = nodeAt(scope, start).getSourceFile();
  const named = flow.sourceFile.statements.flatMap((statement) => {
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    return bindings !== undefined && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
  });
  const own = named.find(
    ({ name }) => text.startsWith(name.text, start) && !/[\w$]/u.test(text[start + name.text.length] ?? ""),
  );
  const symbol = own && checker.getSymbolAtLocation(own.name);
  if (own === undefined || symbol === undefined) return [];
  const given = printType(scope, checker.getTypeOfSymbolAtLocation(checker.getAliasedSymbol(symbol), own));
  const meant = typesOf(flow.plan).filter(({ exportName }) => exportName === (own.propertyName ?? own.name).text);
  return meant.map(({ span }) => ({ code: "types/not-a-schema", params: { name: textAt(scope, span), given }, span }));
}
