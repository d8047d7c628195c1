import { addToList } from "./add-to-list.js";
import type { FlowPlan, NodePlan } from "./plan.js";

/** What happens when a node's callable fails, according to its own policy or else the flow's (SPEC 7). */
export type FailureRule = "stop" | "continue" | { readonly goto: string };

export function failureRule(plan: Pick<FlowPlan, "policy">, node: NodePlan): FailureRule {
  return node.policy?.onError ?? plan.policy?.onError ?? "stop";
}

/** A plan, with its nodes keyed by id. */
export interface NodeLookup {
  readonly plan: Pick<FlowPlan, "policy">;
  readonly nodes: ReadonlyMap<string, NodePlan>;
}

/**
 * Returns the nodes that certainly succeed once `start` begins, unless the run ends with an error: those that no
 * router, loop or handled failure can bypass. (A plain node sends to all its successors: SPEC 10.)
 */
export function certainNodes(lookup: NodeLookup, start: string): ReadonlySet<string> {
  return certainRun(lookup, start).nodes;
}

/** What certainly happens once a node begins, unless the run ends with an error. */
export interface CertainRun {
  /** The nodes that succeed. */
  readonly nodes: ReadonlySet<string>;
  /** The nodes that begin; those among them that a `goto` follows may fail. */
  readonly begins: ReadonlySet<string>;
  /** Which node starts which of those that begin, as pairs of ids. */
  readonly sent: readonly (readonly [string, string])[];
  /** For each of them, by id, those that it starts: for a join, in each group one parent is enough. */
  readonly starts: ReadonlyMap<string, readonly string[]>;
}

/**
 * Same as `certainNodes`, and says why each of the nodes begins.
 *
 * @param behind the nodes that certainly begin after the choices of a node that succeeds, whichever alternative they take
 */
export function certainRun(
  { plan, nodes }: NodeLookup,
  start: string,
  behind: (node: NodePlan) => readonly string[] = () => [],
): CertainRun {
  const begins = new Set([start]);
  const waiting = new Map<string, Waiting>();
  const sent: (readonly [string, string])[] = [];
  for (const id of begins) {
    const parent = nodes.get(id);
    for (const merge of parent === undefined || !isSafe(plan, parent) ? [] : behind(parent)) {
      if (begins.has(merge)) continue;
      sent.push([id, merge]);
      begins.add(merge);
    }
    for (const successor of parent?.successors ?? []) {
      const child = nodes.get(successor.id);
      if (parent === undefined || child === undefined || successor.back || begins.has(child.id)) continue;
      if (!isSafe(plan, parent) || !passesOn(parent, child)) continue;
      const waits = waiting.get(child.id) ?? waitingFor(child);
      waiting.set(child.id, waits);
      const filled = (waits.groupsOf.get(id) ?? []).filter((group) => waits.groups.delete(group));
      if (filled.length > 0) sent.push([id, child.id]);
      if (waits.groups.size === 0 && child.arrival.length > 0) begins.add(child.id);
    }
  }
  const certain = new Set([...begins].filter((id) => isSafe(plan, nodes.get(id))));
  const starts = new Map<string, string[]>();
  for (const [parent, child] of sent) if (certain.has(child)) addToList(starts, parent, child);
  return { nodes: certain, begins, sent, starts };
}

function isSafe(plan: Pick<FlowPlan, "policy">, node: NodePlan | undefined): boolean {
  return node !== undefined && typeof failureRule(plan, node) !== "object";
}

function passesOn(parent: NodePlan, child: NodePlan): boolean {
  if (startsByCondition(parent, child.id)) return false;
  return parent.kind === "function" || (parent.kind === "loop" && parent.done === child.id);
}

/** The groups that a node still waits for. */
interface Waiting {
  readonly groups: Set<readonly string[]>;
  /** The groups that contain a parent, keyed by its id. */
  readonly groupsOf: ReadonlyMap<string, readonly (readonly string[])[]>;
}

function waitingFor({ arrival }: NodePlan): Waiting {
  const groupsOf = new Map<string, (readonly string[])[]>();
  for (const group of arrival) {
    for (const parent of group) {
      addToList(groupsOf, parent, group);
    }
  }
  return { groups: new Set(arrival), groupsOf };
}

/** Whether a node starts a successor only under a condition. */
export function startsByCondition({ choices }: NodePlan, id: string): boolean {
  return choices.some(({ alternatives }) => alternatives.some(({ targets }) => targets.includes(id)));
}
