import type { FlowPlan, NodePlan } from "../plan.js";
import type { ModuleNames } from "./names/module-names.js";
import { type FlowEntries, flowEntries } from "./table/flow-entry.js";
import { payloadSpan } from "./table/node-entry.js";
import { idsOf } from "./types/ids-of.js";
import { callableMembers, calledTypes } from "./types/called-types.js";
import { findCircularReads } from "./types/circular-reads.js";
import { contextType, entangledPlaces, writesPlainly } from "./types/context-type.js";
import { declaredType } from "./types/declared-type.js";
import type { EmitScope } from "./types/emit-scope.js";
import { flowType } from "./types/flow-type.js";
import { findNamedTypes } from "./types/named-types.js";
import { findPasses, type PassBefore, passMembers } from "./types/passes.js";
import { createPlanIndex } from "./types/plan-index.js";
import { nodeTypes } from "./types/node-types.js";
import { resultsType } from "./types/result-type.js";
import { findRings } from "./types/rings.js";
import { runResultType } from "./types/run-result-type.js";
import { sureRun } from "./types/sure-run.js";
import { startType } from "./types/start-type.js";
import { neverType, reference, type TypeMember, type TypeNode } from "./types/type-node.js";
import { createUsedNames } from "./used-names.js";

/** The declarations of a generated module. */
export interface ModuleParts {
  readonly payloads: readonly TypeMember[];
  /** What arrives at nodes of cycles in passes before: see `Passes`. */
  readonly passes: readonly PassBefore[];
  /** The types of the function nodes' callables. */
  readonly callables: readonly TypeMember[];
  readonly results: TypeNode;
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
  /** What the interface of the nodes extends. */
  readonly nodeTypes: TypeNode;
  readonly result: TypeNode;
  /** The type of the exported flow. */
  readonly type: TypeNode;
  /** The type of the list of nodes. */
  readonly nodesType: TypeNode;
  readonly table: FlowEntries;
  /** All names that the module uses. */
  readonly used: ReadonlySet<string>;
}

/** Determines everything that the module of a flow declares, as types and values that still have to be laid out. */
export function describeModule(plan: FlowPlan, names: ModuleNames): ModuleParts {
  const index = createPlanIndex(plan);
  const named = findNamedTypes({ plan, names, ...index });
  const entangled = entangledPlaces(plan);
  const isPlain = plan.nodes.every((node) => writesPlainly(entangled, node));
  const certain = sureRun({ plan, ...index });
  const lookup = { plan, ...index, entangled, isPlain, named, certain, rings: findRings({ plan, ...index }) };
  const circular = findCircularReads(lookup);
  const declared = plan.context === undefined ? undefined : declaredType(names, plan.context);
  const asking: EmitScope = { ...lookup, names, circular, start: declared ?? reference(names.start) };
  const start = declared === undefined ? startType(asking) : undefined;
  const scope: EmitScope = { ...asking, start: declared ?? (start === undefined ? undefined : reference(names.start)) };
  const context = contextType(scope);
  const table = flowEntries(scope);
  const called = calledTypes(scope);
  const callables = callableMembers(called);
  const passes = findPasses(scope, callables);
  const payloads = plan.nodes.map((node, at) => payloadMember(scope, node, passes.payloads[at] ?? neverType));
  const results = resultsType(scope, callables);
  const eachNode = nodeTypes(scope, callables);
  const used = createUsedNames();
  const types = [...payloads, ...passMembers(passes.before), ...callables].map((member) => member.type);
  for (const type of [...types, ...passes.before.map((pass) => pass.results), start, context, results, eachNode])
    if (type !== undefined) used.addType(type);
  for (const entries of [...table.nodes, table.tail]) used.addEntries(entries);
  const { sets, wide } = named;
  const isWide = used.names.has("Places");
  for (const place of isWide ? wide.places : []) used.addType(place.type);
  const isGrouped = used.names.has("ResultsOf");
  const type = flowType(scope, { called, callables });
  const successors = successorMembers(scope, used.successors);
  const [hasSome, hasKeys] = [used.names.has("Some"), used.names.has("Keys")];
  const result = runResultType(scope);
  const nodesType = reference("NodesOf", ...(isPlain ? [reference(names.context)] : []));
  for (const further of [result, type, nodesType]) used.addType(further);
  if (table.stores.length > 0) used.addType(reference("StoresOf"));
  return {
    payloads,
    passes: passes.before,
    callables,
    results,
    successors,
    writers: isGrouped ? sets.groups : [],
    places: isWide ? wide.places : [],
    hasSome,
    keys: hasKeys ? wide.keys : [],
    start,
    context,
    nodeTypes: eachNode,
    result,
    type,
    nodesType,
    table,
    used: used.names,
  };
}

function payloadMember(scope: EmitScope, node: NodePlan, type: TypeNode): TypeMember {
  const mark = { what: "payload", span: payloadSpan(scope, node), node: node.id } as const;
  return { key: node.id, isOptional: false, type, mark };
}

function successorMembers({ plan }: EmitScope, named: ReadonlySet<string>): TypeMember[] {
  return plan.nodes
    .filter(({ id }) => named.has(id))
    .map(({ id, successors }) => ({ key: id, isOptional: false, type: idsOf(successors) }));
}
