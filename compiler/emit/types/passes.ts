import type { NodePlan } from "../../plan.js";
import { arrivalType, isStarted, laterArrivals } from "./arrival-type.js";
import type { EmitScope } from "./emit-scope.js";
import { expectedInput } from "./expected-type.js";
import { type PassNames, passNames } from "../names/pass-names.js";
import { renameNodes } from "./rename-nodes.js";
import { literalType, reference, type TypeMember, type TypeNode, unionType } from "./type-node.js";
import { inputsType } from "./value-type.js";

/** What arrives at nodes, including what comes back to them and what failures bring: they may pass it on. */
export interface Passes {
  /** The members of `Payloads`. */
  readonly payloads: readonly TypeNode[];
  readonly before: readonly PassBefore[];
}

export interface PassBefore {
  readonly names: PassNames;
  /** The members of the interface of payloads. */
  readonly payloads: readonly TypeMember[];
  /** The type of results; undefined if none is used. */
  readonly results: TypeNode | undefined;
}

/**
 * Finds the type of what arrives at each node. What comes back to the first node of a cycle depends on the cycle's last
 * node, which depends on the first one. TypeScript rejects such circles. So what comes back is stated in terms of the pass before
 * (`FirstPass`), in which nothing has come back yet. Nodes only pass values on or drop some of them, so one pass is
 * enough for a cycle, and one more for each cycle around it. See docs/internals/wiring-types.md.
 */
export function findPasses(scope: EmitScope, callables: readonly TypeMember[]): Passes {
  const { plan } = scope;
  const walk: Walk = {
    scope,
    callables: new Map(callables.map(({ key, type }) => [String(key), type])),
    before: passNames.map(() => ({ types: new Map<string, TypeNode>(), results: new Set<string>() })),
  };
  const payloads = plan.nodes.map((node) => payloadAt(walk, node, (scope.rings.depthOf(node.id) ?? 0) - 1));
  return { payloads, before: passNames.flatMap((names, pass) => passBefore(walk, names, walk.before[pass])) };
}

interface Walk {
  readonly scope: EmitScope;
  /** The members of `Callables`. */
  readonly callables: ReadonlyMap<string, TypeNode>;
  /** For each pass, what is used of it. */
  readonly before: readonly UsedPass[];
}

interface UsedPass {
  /** What arrives at nodes. */
  readonly types: Map<string, TypeNode>;
  /** The nodes whose results are used. */
  readonly results: Set<string>;
}

function passBefore({ scope }: Walk, names: PassNames, used: UsedPass | undefined): PassBefore[] {
  if (used === undefined || used.types.size === 0) return [];
  const payloads = scope.plan.nodes.flatMap(({ id }): TypeMember[] => {
    const type = used.types.get(id);
    return type === undefined ? [] : [{ key: id, isOptional: false, type }];
  });
  const called = payloads.filter(({ key }) => used.results.has(String(key))).map(({ key }) => literalType(key));
  const callables = reference("Pick", reference("Callables"), unionType(called));
  const results = called.length === 0 ? undefined : reference("Returned", callables, reference(names.payloads));
  return [{ names, payloads, results }];
}

/** @param pass number of the pass that came before; -1 if there was none */
function payloadAt(walk: Walk, node: NodePlan, pass: number): TypeNode {
  const { scope } = walk;
  if (node.inputs !== undefined) return inputsType(scope, node, node.inputs);
  const isBack = (from: string): boolean => scope.rings.areOne(from, node.id);
  const later = laterArrivals(scope, node, (from) => !isBack(from));
  const back = pass < 0 ? [] : laterArrivals(scope, node, isBack);
  const types = back.map((type) => typeIn(walk, node, { type, pass }) ?? expectedInput(scope, node));
  return unionType([...(isStarted(scope, node) ? [arrivalType(scope, node)] : []), ...later, ...types]);
}

/** The type as it was in a pass; undefined if it uses names that combine nodes of all passes. */
function typeIn(
  walk: Walk,
  { id }: NodePlan,
  { type, pass }: { readonly type: TypeNode; readonly pass: number },
): TypeNode | undefined {
  const { scope, callables, before } = walk;
  const isRenamed = (other: string): boolean => scope.rings.areOne(other, id);
  const [names, used] = [passNames[pass], before[pass]];
  const renamed = names && renameNodes(type, { scope, callables, isRenamed, names });
  if (renamed === undefined || used === undefined) return undefined;
  for (const other of renamed.results) used.results.add(other);
  for (const other of renamed.nodes) addNode(walk, other, pass);
  return renamed.type;
}

function addNode(walk: Walk, id: string, pass: number): void {
  const { scope, before } = walk;
  const types = before[pass]?.types;
  const node = scope.nodes.get(id);
  if (node === undefined || types === undefined || types.has(id)) return;
  types.set(id, expectedInput(scope, node));
  const type = typeIn(walk, node, { type: payloadAt(walk, node, pass - 1), pass });
  if (type !== undefined) types.set(id, type);
}

/** The members of all interfaces of passes before. */
export function passMembers(before: readonly PassBefore[]): TypeMember[] {
  return before.flatMap(({ payloads }) => payloads);
}
