import type { ts } from "ts-morph";
import type { Span } from "../diagnostics/span.js";
import type { NodePlan } from "../plan.js";
import type { WiringScope } from "./wiring-scope.js";

/** What one parent sends to a node. */
export interface Arrival {
  readonly parent: NodePlan;
  readonly type: ts.Type;
  /** The span of the target in the edge. */
  readonly span: Span;
}

/** Returns what arrives at a node over each of its forward edges, according to the types in the module. */
export function arrivalsOf(scope: WiringScope, node: NodePlan): Arrival[] {
  const stated = payloadNode(scope, node.id);
  if (stated === undefined) return [];
  return node.arrival.flat().flatMap((id) => {
    const parent = scope.nodes.get(id);
    const span = parent?.successors.find((successor) => successor.id === node.id)?.span ?? bodySpan(parent, node.id);
    if (parent === undefined || span === undefined) return [];
    const type = node.arrival.length > 1 ? memberType(scope, stated, id) : edgeType(scope, stated, parent, node.id);
    return type === undefined ? [] : [{ parent, type, span }];
  });
}

/** The type of a node's payload, from all its edges together. */
export function payloadType(scope: WiringScope, id: string): ts.Type | undefined {
  const stated = payloadNode(scope, id);
  return stated === undefined ? undefined : scope.checker.getTypeFromTypeNode(stated);
}

/** The type of a node's result. */
export function resultType(scope: WiringScope, id: string): ts.Type | undefined {
  const { ts, checker, flow } = scope;
  const results = flow.sourceFile.statements.find(
    (statement) => ts.isTypeAliasDeclaration(statement) && statement.name.text === "Results",
  );
  const property = results && checker.getPropertyOfType(checker.getTypeAtLocation(results), id);
  return property === undefined ? undefined : checker.getTypeOfSymbol(property);
}

function payloadNode({ ts, flow }: WiringScope, id: string): ts.TypeNode | undefined {
  for (const statement of flow.sourceFile.statements) {
    if (!ts.isInterfaceDeclaration(statement) || statement.name.text !== "Payloads") continue;
    for (const member of statement.members) {
      if (ts.isPropertySignature(member) && keyOf({ ts }, member.name) === id) return member.type;
    }
  }
  return undefined;
}

function keyOf({ ts }: Pick<WiringScope, "ts">, name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name) ? name.text : undefined;
}

/** For a join: the type of the member that a parent fills. */
function memberType(scope: WiringScope, stated: ts.TypeNode, parent: string): ts.Type | undefined {
  const { checker } = scope;
  const type = checker.getTypeFromTypeNode(stated);
  const rows = type.isUnion() ? type.types : [type];
  for (const row of rows) {
    const property = checker.getPropertyOfType(row, parent);
    if (property !== undefined) return checker.getTypeOfSymbol(property);
  }
  return undefined;
}

/** For a merge: the type of the union's member that belongs to a parent. */
function edgeType(scope: WiringScope, stated: ts.TypeNode, parent: NodePlan, target: string): ts.Type | undefined {
  const { ts, checker } = scope;
  const parts = ts.isUnionTypeNode(stated) ? [...stated.types] : [stated];
  const own = parts.find((part) => isSentBy(scope, part, parent, target));
  const found = own ?? (parts.length === 1 ? stated : undefined);
  return found === undefined ? undefined : checker.getTypeFromTypeNode(found);
}

/** Whether a part of a payload's type is what a parent sends to a target, judging by the ids in it. */
function isSentBy({ ts }: WiringScope, part: ts.TypeNode, parent: NodePlan, target: string): boolean {
  const names = (node: ts.Node, id: string): boolean =>
    ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal) && node.literal.text === id;
  const isNamed = (node: ts.Node, name: string): node is ts.TypeReferenceNode =>
    ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) && node.typeName.text === name;
  const holds = (test: (node: ts.Node) => boolean, node: ts.Node = part): boolean =>
    test(node) || ts.forEachChild(node, (child) => holds(test, child)) === true;
  const isMember = (of: string, id: string) => (node: ts.Node) =>
    ts.isIndexedAccessTypeNode(node) && isNamed(node.objectType, of) && names(node.indexType, id);
  const isOf = (name: string): boolean =>
    holds((node) => isNamed(node, name) && node.typeArguments?.slice(-1).some((of) => names(of, parent.id)) === true);
  if (parent.kind === "function") return holds(isMember("Results", parent.id)) || isOf("Result");
  if (parent.kind === "router") return isOf("Routed");
  if (parent.body === target) return holds(isMember("Payloads", parent.id));
  return ts.isArrayTypeNode(part) && (parent.collect === undefined || holds(isMember("Results", parent.collect)));
}

function bodySpan(parent: NodePlan | undefined, target: string): Span | undefined {
  return parent?.kind === "loop" && (parent.body === target || parent.done === target) ? parent.span : undefined;
}
