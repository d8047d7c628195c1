import type { LoopPlan, NodePlan } from "../../plan.js";
import { importedCallableType } from "./callable-type.js";
import { type EmitScope, mostRepeated, payloadOf, resultOf, successorsOf } from "./emit-scope.js";
import { idsOf } from "./ids-of.js";
import { declaredType } from "./declared-type.js";
import { restType, sentType as narrowedSent } from "./narrowed-type.js";
import { expectedInput } from "./expected-type.js";
import { below } from "./below.js";
import { plainObject } from "./plain-object.js";
import { decidersBetween } from "./deciders.js";
import { successType } from "./success-type.js";
import {
  literalType,
  neverType,
  reference,
  type TypeMember,
  type TypeNode,
  undefinedType,
  unionType,
} from "./type-node.js";

/**
 * Maximum number of combinations in the type of a join. With more of them, the type is a single object whose uncertain
 * members are optional.
 */
const maxCombinations = 64;

/** The type of what arrives at a node over forward edges, or with the run (SPEC 5, 6). */
export function arrivalType(scope: EmitScope, node: NodePlan): TypeNode {
  const { plan, names } = scope;
  if (node.id === plan.entry) {
    if (plan.input !== undefined) return declaredType(names, plan.input);
    return expectedInput(scope, node);
  }
  const [group, ...others] = node.arrival;
  if (group === undefined) return failureType(scope, node) ?? neverType;
  if (others.length === 0) return unionType(group.map((parent) => edgeType(scope, parent, node.id)));
  return joinType(scope, node);
}

/** Whether the run or a forward edge starts a node, so that failures are not all that does. */
export function isStarted({ plan }: EmitScope, { id, arrival }: NodePlan): boolean {
  return id === plan.entry || arrival.length > 0;
}

/** The types of what back edges and failures send to a node. @param isFrom chooses the nodes that send it */
export function laterArrivals(
  scope: EmitScope,
  node: NodePlan,
  isFrom: (id: string) => boolean = () => true,
): TypeNode[] {
  const back = node.backParents.filter(isFrom).map((parent) => edgeType(scope, parent, node.id));
  const failure = failureType(scope, node, isFrom);
  return failure === undefined ? back : [...back, failure];
}

/** The type of what a `goto` sends after a failure; undefined if none leads to the node. */
function failureType(
  { gotoSources }: EmitScope,
  { id }: NodePlan,
  isFrom: (id: string) => boolean = () => true,
): TypeNode | undefined {
  const sources = (gotoSources.get(id) ?? []).filter(isFrom);
  if (sources.length === 0) return undefined;
  return failureOf(unionType(sources.map(payloadOf)));
}

/** What a `goto` sends after a failure of a node that was called with this. */
export function failureOf(payload: TypeNode): TypeNode {
  const error: TypeMember = { key: "error", isOptional: false, type: reference("FlowFailure") };
  const input: TypeMember = { key: "input", isOptional: false, type: payload };
  return plainObject([error, input]);
}

function joinType(scope: EmitScope, { id, arrival }: NodePlan): TypeNode {
  const member = (parent: string, isOptional: boolean): TypeMember => {
    return { key: parent, isOptional, type: edgeType(scope, parent, id) };
  };
  const combinations = arrival.reduce((count, { length }) => count * length, 1);
  if (combinations > maxCombinations) {
    const members = arrival.flatMap((group) => group.map((parent) => member(parent, group.length > 1)));
    return plainObject(members);
  }
  return unionType(rowsOf(arrival).map((row) => plainObject(row.map((parent) => member(parent, false)))));
}

/** Returns every combination of one parent per group. */
function rowsOf(arrival: NodePlan["arrival"]): string[][] {
  let rows: string[][] = [[]];
  for (const group of arrival) {
    const [only = "", ...others] = group;
    if (others.length === 0) for (const row of rows) row.push(only);
    else rows = rows.flatMap((row) => group.map((parent) => [...row, parent]));
  }
  return rows;
}

/** The type of what a node sends to one of its successors. */
export function edgeType(scope: EmitScope, from: string, to: string): TypeNode {
  const node = scope.nodes.get(from);
  if (node === undefined) return neverType;
  if (node.kind === "loop") return loopEdgeType(scope, node, to);
  if (node.kind === "function") return node.choices.length > 0 ? narrowedSent(scope, node, to) : sentType(node, to);
  const callable = importedCallableType(scope, node);
  if (callable === undefined) return neverType;
  return reference("Routed", callable, literalType(to), reference("Payloads"), literalType(from));
}

function sentType({ id, successors }: NodePlan, to: string): TypeNode {
  const sent = [resultOf(id), literalType(to)];
  if (successors.length === 1) return reference("Sent", ...sent);
  return reference("Sent", ...sent, successors.length > mostRepeated ? successorsOf(id) : idsOf(successors));
}

function loopEdgeType(scope: EmitScope, loop: LoopPlan, to: string): TypeNode {
  if (to !== loop.body) return collectedType(scope, loop);
  const item = reference("Item", below(payloadOf(loop.id), loop.itemsKey === undefined ? [] : [loop.itemsKey]));
  if (!loop.enumerate) return item;
  return plainObject([
    { key: "item", isOptional: false, type: item },
    { key: "index", isOptional: false, type: reference("number") },
  ]);
}

function collectedType(scope: EmitScope, { body, collect }: LoopPlan): TypeNode {
  if (collect === undefined) return { kind: "array", element: reference("unknown") };
  return { kind: "array", element: unionType([resultOf(collect), ...stopsBefore(scope, body, collect)]) };
}

/** Undefined, as far as results decide whether what starts at one node reaches another. */
export function stopsBefore(scope: EmitScope, start: string, end: string): TypeNode[] {
  const deciders = decidersBetween(scope, start, end);
  const routers = [...(deciders?.routers ?? [])];
  const rules = routers.flatMap((router) => importedCallableType(scope, router) ?? []);
  if (deciders === undefined || rules.length < routers.length) return [undefinedType];
  const senders = [...deciders.senders].map(([{ id, successors }, targets]) => {
    const to = unionType([...targets].map(literalType));
    if (targets.size === successors.length) return reference("Skips", resultOf(id), to);
    return reference(
      "Skips",
      resultOf(id),
      to,
      successors.length > mostRepeated ? successorsOf(id) : idsOf(successors),
    );
  });
  const choosers = deciders.choosers.map(({ node, alternatives }) =>
    reference("Unmet", restType(successType(scope, node), alternatives)),
  );
  return [...rules.map((rule) => reference("Stops", rule)), ...senders, ...choosers];
}
