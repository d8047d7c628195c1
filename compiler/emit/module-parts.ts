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

/** What a generated module declares. */
export interface ModuleParts {
  readonly payloads: readonly TypeMember[];
  /** Empty where nothing reads a result. */
  readonly results: readonly TypeMember[];
  /** The targets of nodes that have so many that no target names all of them. */
  readonly successors: readonly TypeMember[];
  /** Groups of nodes that write one place: see `ResultSets`. Empty where no read names one. */
  readonly writers: readonly TypeMember[];
  /** Places with many keys below them: see `WidePlaces`. Empty where no read names one. */
  readonly places: readonly TypeMember[];
  readonly keys: readonly TypeMember[];
  /** Whether some read finds only some of the keys of a place. */
  readonly hasSome: boolean;
  /** What the caller must bring; undefined where that is nothing, or declared. */
  readonly start: TypeNode | undefined;
  readonly context: TypeNode;
  /** Of the exported flow. */
  readonly type: TypeNode;
  readonly table: FlowEntries;
}

/** Everything that the module of a flow declares, as types and values yet to be laid out. */
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

/** Results of all function nodes, where any is read; of routers and loops those that are. */
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

/** `FlowOf<callables, context, start, input>`, without what is not needed. */
function flowType(scope: EmitScope): TypeNode {
  const { plan, names, start } = scope;
  const entry = scope.nodes.get(plan.entry);
  const given = entry === undefined || entry.inputs !== undefined ? reference("unknown") : arrivalType(scope, entry);
  const input = plan.input === undefined ? given : reference(names.type(plan.input));
  const tail = isUnknown(input) ? (start === undefined ? [] : [start]) : [start ?? objectType([]), input];
  const called = plan.nodes.filter((node) => node.kind !== "loop");
  const callables = called.map((node) => calledType(scope, node));
  const context = reference(names.context);
  // A callable that is found when the node runs may return a promise.
  if (callables.every((type) => type === undefined)) return reference("Flow", context, ...tail);
  const known = callables.map((type) => type ?? reference("Takes", neverType));
  return reference("FlowOf", unionType(known), context, ...tail);
}

/** What is known of the callable of a node; of a router, whether it may return a promise. */
function calledType(scope: EmitScope, node: Exclude<NodePlan, { readonly kind: "loop" }>): TypeNode | undefined {
  const type = importedCallableType(scope, node) ?? foundCallable(scope, node);
  return type !== undefined && node.kind === "router" ? reference("Rule", type) : type;
}
