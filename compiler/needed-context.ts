import { recordKeys } from "./record-keys.js";
import { referenceUses } from "./reference-uses.js";
import type { FlowPlan, NodePlan, ReadPlan, ReferencePlan } from "./plan.js";
import type { Span } from "./diagnostics/span.js";

/** A place in the context that a flow needs from its caller, with its first reader. */
export interface NeededContext {
  readonly path: readonly (string | number)[];
  /** Id of the node that reads it. */
  readonly node: string;
  /** Whether it is read as the node's callable. */
  readonly isCallable: boolean;
  /** The span of the reference in the flow file. */
  readonly span: Span;
}

/**
 * Returns what a flow reads from its caller: places read without `??` that no node writes (SPEC 16). In the order of
 * the nodes.
 */
export function neededContext(plan: FlowPlan): NeededContext[] {
  const reached = reachedNodes(plan);
  const found = new Map<string, NeededContext>();
  const written = plan.nodes.flatMap(({ outputs }) => outputs.map(({ target }) => target));
  const places = written.filter(({ scope }) => scope === "ctx").map((target) => target.path.map(({ value }) => value));
  for (const node of plan.nodes) {
    if (!reached.has(node.id)) continue;
    for (const { reference, isGuarded, isAfter } of referenceUses(node)) {
      const path = reference.path.map(({ value }) => value);
      if (isGuarded || reference.scope !== "ctx" || path.length === 0 || recordKeys.has(String(path[0]))) continue;
      const read = readOf(isAfter ? node.conditionReads : node.reads, reference);
      if (read?.afterOpenWrite === true || places.some((place) => meets(place, path))) continue;
      const key = JSON.stringify(path.map(String));
      const isCallable = node.kind !== "loop" && isOf(node.callable, reference);
      if (!found.has(key)) found.set(key, { path, node: node.id, isCallable, span: reference.span });
    }
  }
  return [...found.values()];
}

/** Whether the paths are equal, or one leads to a place below the other. */
function meets(one: NeededContext["path"], other: NeededContext["path"]): boolean {
  return one.every((key, at) => at >= other.length || String(key) === String(other[at]));
}

function isOf(callable: object, reference: ReferencePlan): boolean {
  return "expression" in callable && callable.expression === reference;
}

function readOf(reads: NodePlan["reads"], { scope, path }: ReferencePlan): ReadPlan | undefined {
  const keys = path.map(({ value }) => String(value));
  return reads.find(
    (read) =>
      read.scope === scope &&
      read.path.length === keys.length &&
      keys.every((key, at) => key === String(read.path[at])),
  );
}

/** The nodes that a run can reach. */
function reachedNodes({ entry, nodes, policy }: FlowPlan): ReadonlySet<string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const reached = new Set([entry]);
  for (const id of reached) {
    const node = byId.get(id);
    for (const successor of node?.successors ?? []) reached.add(successor.id);
    const onError = node?.policy?.onError ?? policy?.onError;
    if (typeof onError === "object") reached.add(onError.goto);
  }
  return reached;
}
