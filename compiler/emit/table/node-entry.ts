import { dataObject } from "../../data-value.js";
import type { ImportedCallable, LoopPlan, NodePlan, NodePlanKey } from "../../plan.js";
import type { Span } from "../../diagnostics/span.js";
import type { MappedPart } from "../emitted-module.js";
import type { Mark } from "../print/doc.js";
import { circularInputs } from "../types/value-type.js";
import { arrivalType, edgeType, isStarted, laterArrivals } from "../types/arrival-type.js";
import { idsOf } from "../types/ids-of.js";
import { declaredType } from "../types/declared-type.js";
import { importedCallableType } from "../types/callable-type.js";
import { type EmitScope, payloadOf } from "../types/emit-scope.js";
import { below } from "../types/below.js";
import { takesType } from "../types/takes-type.js";
import { reference, type TypeNode, unionType } from "../types/type-node.js";
import { viewType } from "../types/view-type.js";
import { choicesExpression } from "./choices-expression.js";
import { call, type Entry, type Expression, list, literal, name, withMark } from "./expression.js";
import { jsonExpression } from "./json-expression.js";
import { policyExpression } from "./policy-expression.js";
import { contextReferences, planExpression, valueExpression } from "./value-expression.js";
import { schemaExpression } from "./schema-expression.js";
import { undoExpression } from "./undo-expression.js";
import { writesExpression } from "./writes-expression.js";

type CalledNode = Exclude<NodePlan, LoopPlan>;

/** Adds the entries of a node for one key of its plan. */
type Say = (to: Entry[], node: NodePlan, scope: EmitScope) => void;

/** For keys of the plan that are not in the table. */
const nothing = undefined;

/** The entries for each key of the plan, in the order of generated modules. */
const entriesOf: { readonly [K in NodePlanKey]: Say | typeof nothing } = {
  id: (to, { id }) => add(to, "id", literal(id)),
  name: (to, { name }) => addLiteral(to, "name", name),
  span: (to, { span }) => add(to, "at", literal(`${span.start.line}:${span.start.column}`)),
  describe: (to, { describe }) => describe !== undefined && add(to, "describe", jsonExpression(describe)),
  kind: (to, { kind }) => kind !== "function" && add(to, "kind", literal(kind)),
  contextAccess: (to, node) => node.kind !== "loop" && node.contextAccess && add(to, "context", literal(true)),
  inputs: (to, node, scope) => node.inputs !== undefined && add(to, "inputs", inputsArrow(scope, node, node.inputs)),
  callable: (to, node, scope) => node.kind !== "loop" && to.push(...callableEntries(scope, node)),
  itemsKey: (to, node, scope) => node.kind === "loop" && add(to, "items", itemsArrow(scope, node)),
  result: (to, node, { names }) =>
    node.kind === "function" &&
    node.result?.kind === "schema" &&
    add(to, "result", schemaExpression(names, node.result, node.id)),
  undo: (to, node, scope) =>
    node.kind === "function" && node.undo !== undefined && add(to, "undo", undoExpression(scope, node, node.undo)),
  enumerate: (to, node) => node.kind === "loop" && node.enumerate && add(to, "enumerate", literal(true)),
  concurrency: (to, node) => node.kind === "loop" && addLiteral(to, "concurrency", node.concurrency),
  body: (to, node) => node.kind === "loop" && add(to, "body", literal(node.body)),
  done: (to, node) => node.kind === "loop" && addLiteral(to, "done", node.done),
  collect: (to, node) => node.kind === "loop" && addLiteral(to, "collect", node.collect),
  outputs: (to, node, scope) => node.outputs.length > 0 && add(to, "writes", writesExpression(scope, node)),
  successors: (to, node, scope) =>
    node.kind !== "loop" && node.successors.length > 0 && add(to, "next", successors(scope, node)),
  choices: (to, node, scope) => node.choices.length > 0 && add(to, "choices", choicesExpression(scope, node)),
  arrival: (to, { arrival }) => arrival.length > 1 && add(to, "joins", jsonExpression(arrival)),
  policy: (to, { policy }) => policy !== undefined && add(to, "policy", policyExpression(policy)),
  // Not part of the table.
  backParents: nothing,
  loop: nothing,
  reads: nothing,
  conditionReads: nothing,
  members: nothing,
  batch: nothing,
  itemsKeySpan: nothing,
};
const says = Object.values(entriesOf).filter((say) => say !== nothing);

/** Returns the entry of a node in the table of its flow. */
export function nodeEntry(scope: EmitScope, node: NodePlan): Entry[] {
  const entries: Entry[] = [];
  for (const say of says) say(entries, node, scope);
  return entries;
}

function add(to: Entry[], key: string, value: Expression): void {
  to.push({ key, value });
}

function addLiteral(to: Entry[], key: string, value: string | number | undefined): void {
  if (value !== undefined) add(to, key, literal(value));
}

function markOf(node: NodePlan, what: MappedPart, span: Span): Mark {
  return { what, span, node: node.id };
}

function inputsArrow(scope: EmitScope, node: NodePlan, inputs: NonNullable<NodePlan["inputs"]>): Expression {
  const references = contextReferences(inputs);
  return {
    kind: "arrow",
    // An unused parameter would be an error.
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
  const imported = withMark(name(scope.names.callable(callable)), markOf(node, "call", callable.span));
  const callee = callable.kind === "flow" ? call("childFlow", imported) : imported;
  const value = checkedResult(scope, node, checkedCallable(scope, node, callee));
  if (callable.kind === "flow") return [{ key: "call", value }];
  if (!callable.isClass) return [{ key: "call", value }];
  return [{ key: "node", value }, ...configEntries(scope, node, callable)];
}

/** `config: { … } satisfies ConfigOf<typeof Http>` */
function configEntries({ names }: EmitScope, node: CalledNode, callable: ImportedCallable): Entry[] {
  const { config } = callable;
  if (config === undefined) return [];
  const type = reference("ConfigOf", { kind: "typeof", name: names.callable(callable) });
  const checked: Expression = { kind: "satisfies", value: jsonExpression(dataObject(config.value)), type };
  return [{ key: "config", value: withMark(checked, markOf(node, "config", config.keySpan)) }];
}

/** Returns `fn satisfies … satisfies Answers<Order>` where the node declares the type of its result. */
function checkedResult(scope: EmitScope, node: CalledNode, value: Expression): Expression {
  if (node.kind !== "function" || node.result === undefined || node.result.kind === "schema") return value;
  const isClass = node.callable.kind === "imported" && node.callable.isClass;
  const answers = reference("Answers", declaredType(scope.names, node.result), payloadOf(node.id));
  const type = isClass ? reference("Running", answers) : answers;
  return { kind: "satisfies", value, type, mark: markOf(node, "result", node.result.span) };
}

/** Returns `fn satisfies Takes<what arrives> satisfies Takes<what back edges send, or what a circular read finds>`. */
function checkedCallable(scope: EmitScope, node: CalledNode, callee: Expression): Expression {
  const later = node.inputs === undefined && isStarted(scope, node) ? laterArrivals(scope, node) : [];
  // `Payloads` also has what arrives later, which is checked where it comes from. What comes back is stated there for the pass before.
  const isReturning = !isStarted(scope, node) && scope.rings.areOne(node.id, node.id);
  const arrives =
    later.length > 0 || (isReturning && node.inputs === undefined) ? arrivalType(scope, node) : payloadOf(node.id);
  const checked: Expression = {
    kind: "satisfies",
    value: callee,
    type: takesType(scope, node, arrives),
    mark: markOf(node, "payload", payloadSpan(scope, node)),
  };
  if (node.inputs !== undefined) {
    const found = circularInputs(scope, node);
    if (found === undefined) return checked;
    return { ...checked, value: checked, type: takesType(scope, node, found) };
  }
  return later.reduce<Expression>((value, type, index) => {
    const parent = node.backParents[index];
    const span = parent === undefined ? node.span : scope.edgeSpan(parent, node.id);
    const mark = markOf(node, "back-payload", span ?? node.span);
    return { kind: "satisfies", value, type: takesType(scope, node, type), mark };
  }, checked);
}

/**
 * The place where the user would edit what a node is called with: its inputs or, without inputs, the target in the edge
 * that leads to it.
 */
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

function itemsArrow(scope: EmitScope, node: LoopPlan): Expression {
  const { itemsKey } = node;
  const payload = itemsPayload(scope, node);
  const items: Expression = {
    kind: "arrow",
    parameters: [{ name: "payload", type: payload }],
    returns: reference("Listed", below(payload, itemsKey === undefined ? [] : [itemsKey])),
    body: itemsKey === undefined ? name("payload") : call("read", name("payload"), literal(itemsKey)),
  };
  return withMark(items, markOf(node, "items", payloadSpan(scope, node)));
}

/** The type that a loop reads its list from. This also checks what back edges send. */
function itemsPayload(scope: EmitScope, node: LoopPlan): TypeNode {
  const found = circularInputs(scope, node);
  if (node.inputs !== undefined) return unionType([payloadOf(node.id), ...(found === undefined ? [] : [found])]);
  return unionType([payloadOf(node.id), ...node.backParents.map((parent) => edgeType(scope, parent, node.id))]);
}
