import type { LoopPlan, NodePlan } from "../../plan.js";
import type { Span } from "../../diagnostics/span.js";
import type { MappedPart } from "../emitted-module.js";
import type { Mark } from "../print/doc.js";
import { edgeType, idsOf, laterArrivals } from "../types/arrival-type.js";
import { importedCallableType } from "../types/callable-type.js";
import { type EmitScope, payloadOf } from "../types/emit-scope.js";
import { below } from "../types/below.js";
import { takesType } from "../types/takes-type.js";
import { reference, type TypeNode, unionType } from "../types/type-node.js";
import { viewType } from "../types/view-type.js";
import { call, type Entry, type Expression, list, literal, name, withMark } from "./expression.js";
import { jsonExpression } from "./json-expression.js";
import { optional, policyExpression } from "./policy-expression.js";
import { contextReferences, planExpression, valueExpression } from "./value-expression.js";
import { writesExpression } from "./writes-expression.js";

type CalledNode = Exclude<NodePlan, LoopPlan>;

/** The entry of a node in the table of its flow, in the order of `runtime/spec.ts`. */
export function nodeEntry(scope: EmitScope, node: NodePlan): Entry[] {
  const { id, inputs, outputs, describe, policy } = node;
  return [
    { key: "id", value: literal(id) },
    ...optional("name", node.name),
    { key: "at", value: literal(`${node.span.start.line}:${node.span.start.column}`) },
    ...(describe === undefined ? [] : [{ key: "describe", value: jsonExpression(describe) }]),
    ...(node.kind === "function" ? [] : [{ key: "kind", value: literal(node.kind) }]),
    ...(node.kind !== "loop" && node.contextAccess ? [{ key: "context", value: literal(true) }] : []),
    ...(inputs === undefined ? [] : [{ key: "inputs", value: inputsArrow(scope, node, inputs) }]),
    ...(node.kind === "loop" ? loopEntries(scope, node) : callableEntries(scope, node)),
    ...(outputs.length === 0 ? [] : [{ key: "writes", value: writesExpression(scope, node) }]),
    ...(node.kind === "loop" || node.successors.length === 0 ? [] : [{ key: "next", value: successors(scope, node) }]),
    ...(node.arrival.length < 2 ? [] : [{ key: "joins", value: jsonExpression(node.arrival) }]),
    ...(policy === undefined ? [] : [{ key: "policy", value: policyExpression(policy) }]),
  ];
}

function markOf(node: NodePlan, what: MappedPart, span: Span): Mark {
  return { what, span, node: node.id };
}

function inputsArrow(scope: EmitScope, node: NodePlan, inputs: NonNullable<NodePlan["inputs"]>): Expression {
  const references = contextReferences(inputs);
  return {
    kind: "arrow",
    // A parameter that nothing reads would be an error.
    parameters: references.length === 0 ? [] : [{ name: "context", type: viewType(scope, node, references) }],
    returns: undefined,
    body: valueExpression(scope, node, inputs),
  };
}

function callableEntries(scope: EmitScope, node: CalledNode): Entry[] {
  const { callable } = node;
  if (callable.kind === "given") throw new Error(`Node \`${node.id}\` has a callable that no module exports`);
  if (callable.kind === "dynamic") {
    const references = contextReferences(callable.expression);
    const found: Expression = {
      kind: "arrow",
      parameters: references.length === 0 ? [] : [{ name: "context", type: viewType(scope, node, references) }],
      returns: takesType(scope, node),
      body: planExpression(scope, node, callable.expression),
    };
    return [{ key: "callable", value: withMark(found, markOf(node, "call", callable.span)) }];
  }
  const callee = withMark(name(scope.names.callable(callable)), markOf(node, "call", callable.span));
  const value = checkedCallable(scope, node, callee);
  if (!callable.isClass) return [{ key: "call", value }];
  const { config } = callable;
  return [{ key: "node", value }, ...(config === undefined ? [] : [{ key: "config", value: jsonExpression(config) }])];
}

/** `fn satisfies Takes<what arrives> satisfies Takes<what comes back>`. */
function checkedCallable(scope: EmitScope, node: CalledNode, callee: Expression): Expression {
  const checked: Expression = {
    kind: "satisfies",
    value: callee,
    type: takesType(scope, node, payloadOf(node.id)),
    mark: markOf(node, "payload", payloadSpan(scope, node)),
  };
  if (node.inputs !== undefined) return checked;
  const later = laterArrivals(scope, node);
  return later.reduce<Expression>((value, type, index) => {
    const parent = node.backParents[index];
    const span = parent === undefined ? node.span : scope.edgeSpan(parent, node.id);
    const mark = markOf(node, "back-payload", span ?? node.span);
    return { kind: "satisfies", value, type: takesType(scope, node, type), mark };
  }, checked);
}

/** Where the user would edit what a node is called with: its inputs, else the target in the edge that brings it. */
export function payloadSpan(scope: EmitScope, node: NodePlan): Span {
  if (node.inputs !== undefined) return node.inputs.span;
  const parent = node.arrival[0]?.[0];
  return (parent === undefined ? undefined : scope.edgeSpan(parent, node.id)) ?? node.span;
}

function successors(scope: EmitScope, node: CalledNode): Expression {
  const ids = node.successors.map(({ id }) => id);
  const next = list(ids.map(literal));
  const callable = importedCallableType(scope, node);
  if (node.kind !== "router" || callable === undefined) return next;
  const type = reference("Targets", callable, idsOf(node.successors));
  return { kind: "satisfies", value: next, type, mark: markOf(node, "routes", node.callable.span) };
}

function loopEntries(scope: EmitScope, node: LoopPlan): Entry[] {
  const { itemsKey, enumerate, body, done, collect } = node;
  const payload = itemsPayload(scope, node);
  const items: Expression = {
    kind: "arrow",
    parameters: [{ name: "payload", type: payload }],
    returns: reference("Listed", below(payload, itemsKey === undefined ? [] : [itemsKey])),
    body: itemsKey === undefined ? name("payload") : call("read", name("payload"), literal(itemsKey)),
  };
  return [
    { key: "items", value: withMark(items, markOf(node, "items", payloadSpan(scope, node))) },
    ...(enumerate ? [{ key: "enumerate", value: literal(true) }] : []),
    { key: "body", value: literal(body) },
    ...optional("done", done),
    ...optional("collect", collect),
  ];
}

/** What a loop takes its list from; what comes back over an edge is checked here too. */
function itemsPayload(scope: EmitScope, node: LoopPlan): TypeNode {
  const back = node.inputs === undefined ? node.backParents.map((parent) => edgeType(scope, parent, node.id)) : [];
  return unionType([payloadOf(node.id), ...back]);
}
