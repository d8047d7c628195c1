import type { FlowPlan, NodePlan } from "../plan.js";
import type { ModuleNames } from "./names/module-names.js";
import { type FlowEntries, flowEntries } from "./table/flow-entry.js";
import { payloadSpan } from "./table/node-entry.js";
import { arrivalType, idsOf } from "./types/arrival-type.js";
import { importedCallableType } from "./types/callable-type.js";
import { findCircularReads } from "./types/circular-reads.js";
import { contextType, entangledPlaces } from "./types/context-type.js";
import type { EmitScope } from "./types/emit-scope.js";
import { findNamedTypes } from "./types/named-types.js";
import { createPlanIndex } from "./types/plan-index.js";
import { foundCallable, resultType } from "./types/result-type.js";
import { startType } from "./types/start-type.js";
import { neverType, objectType, reference, type TypeMember, type TypeNode, unionType } from "./types/type-node.js";
import { isUnknown } from "./types/type-node.js";
import { inputsType } from "./types/value-type.js";
import { createUsedNames } from "./used-names.js";

/** The declarations of a generated module. */
export interface ModuleParts {
  readonly payloads: readonly TypeMember[];
  /** Empty if nothing reads a result. */
  readonly results: readonly TypeMember[];
  /** The targets of nodes that have very many. Naming them all at each target would be too long. */
  readonly successors: readonly TypeMember[];
  /** Groups of nodes that write the same place: see `ResultSets`. Empty if no read uses one. */
  readonly writers: readonly TypeMember[];
  /** Places with many keys: see `WidePlaces`. Empty if no read uses one. */
  readonly places: readonly TypeMember[];
  readonly keys: readonly TypeMember[];
  /** Whether any read finds only some of a place's keys. */
  readonly hasSome: boolean;
  /** What the caller must provide; undefined if that is nothing, or if the flow declares its type. */
  readonly start: TypeNode | undefined;
  readonly context: TypeNode;
  /** The type of the exported flow. */
  readonly type: TypeNode;
  readonly table: FlowEntries;
}

/** Determines everything that the module of a flow declares, as types and values that still have to be laid out. */
export function describeModule(plan: FlowPlan, names: ModuleNames): ModuleParts {
  const named = findNamedTypes(plan);
  const lookup = { plan, ...createPlanIndex(plan), entangled: entangledPlaces(plan), named };
  const circular = findCircularReads(lookup);
  const declared = plan.context === undefined ? undefined : reference(names.type(plan.context));
  const asking: EmitScope = { ...lookup, names, circular, start: declared ?? reference(names.start) };
  const start = declared === undefined ? startType(asking) : undefined;
  const scope: EmitScope = { ...asking, start: declared ?? (start === undefined ? undefined : reference(names.start)) };
  const payloads = plan.nodes.map((node) => payloadMember(scope, node));
  const context = contextType(scope);
  const table = flowEntries(scope);
  const type = flowType(scope);
  const used = createUsedNames();
  for (const read of [...payloads.map((member) => member.type), start, context, type]) {
    if (read !== undefined) used.addType(read);
  }
  for (const entries of table.nodes) used.addEntries(entries);
  const { sets, wide } = named;
  const isWide = used.names.has("Places");
  for (const place of isWide ? wide.places : []) used.addType(place.type);
  const isGrouped = used.names.has("ResultsOf");
  const results = resultMembers(scope, new Set([...used.results, ...(isGrouped ? sets.members : [])]));
  for (const member of results) used.addType(member.type);
  const successors = successorMembers(scope, used.successors);
  return {
    payloads,
    results,
    successors,
    writers: isGrouped ? sets.groups : [],
    places: isWide ? wide.places : [],
    hasSome: used.names.has("Some"),
    keys: used.names.has("Keys") ? wide.keys : [],
    start,
    context,
    type,
    table,
  };
}

function payloadMember(scope: EmitScope, node: NodePlan): TypeMember {
  const type = node.inputs === undefined ? arrivalType(scope, node) : inputsType(scope, node, node.inputs);
  const mark = { what: "payload", span: payloadSpan(scope, node), node: node.id } as const;
  return { key: node.id, isOptional: false, type, mark };
}

/** The results of all function nodes if any result is read, and those results of routers and loops that are read. */
function resultMembers(scope: EmitScope, read: ReadonlySet<string>): TypeMember[] {
  if (read.size === 0) return [];
  return scope.plan.nodes
    .filter((node) => node.kind === "function" || read.has(node.id))
    .map((node) => ({ key: node.id, isOptional: false, type: resultType(scope, node) }));
}

function successorMembers({ plan }: EmitScope, named: ReadonlySet<string>): TypeMember[] {
  return plan.nodes
    .filter(({ id }) => named.has(id))
    .map(({ id, successors }) => ({ key: id, isOptional: false, type: idsOf(successors) }));
}

/** Returns `FlowOf<callables, context, start, input>`, without the arguments that are not needed. */
function flowType(scope: EmitScope): TypeNode {
  const { plan, names, start } = scope;
  const entry = scope.nodes.get(plan.entry);
  const given = entry === undefined || entry.inputs !== undefined ? reference("unknown") : arrivalType(scope, entry);
  const input = plan.input === undefined ? given : reference(names.type(plan.input));
  const tail = isUnknown(input) ? (start === undefined ? [] : [start]) : [start ?? objectType([]), input];
  const called = plan.nodes.filter((node) => node.kind !== "loop");
  const callables = called.map((node) => calledType(scope, node));
  const context = reference(names.context);
  // A callable that is looked up when the node runs may return a promise.
  if (callables.every((type) => type === undefined)) return reference("Flow", context, ...tail);
  const known = callables.map((type) => type ?? reference("Takes", neverType));
  return reference("FlowOf", unionType(known), context, ...tail);
}

/** The known type of a node's callable. For a router, it only says whether the callable may return a promise. */
function calledType(scope: EmitScope, node: Exclude<NodePlan, { readonly kind: "loop" }>): TypeNode | undefined {
  const type = importedCallableType(scope, node) ?? foundCallable(scope, node);
  return type !== undefined && node.kind === "router" ? reference("Rule", type) : type;
}
