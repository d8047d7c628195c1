import { addToList } from "../../add-to-list.js";
import { findDominators } from "../../analyze/facts/dominators.js";
import { type CertainRun, certainRun, type NodeLookup } from "../../certain-nodes.js";
import type { FlowPlan, NodePlan } from "../../plan.js";
import { decidersBetween } from "./deciders.js";

/** What certainly happens in a run, behind choices that always take an alternative too. */
export interface SureRun extends CertainRun {
  /**
   * Nodes that need not run and lead to one that surely does, with those of their successors that are on the way: a result may be a
   * mapping without them (SPEC 5).
   */
  readonly senders: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Lookup extends NodeLookup {
  readonly plan: FlowPlan;
}

/** Returns what certainly happens in a run of the flow, unless it ends with an error. */
export function sureRun(lookup: Lookup): SureRun {
  const { plan } = lookup;
  const senders = new Map<string, Set<string>>();
  const merges = plan.nodes.some(({ choices }) => choices.length > 0) ? mergesOf(plan) : undefined;
  const behind = (node: NodePlan): string[] =>
    (merges?.get(node.id) ?? []).filter((id) => {
      const deciders = decidersBetween(lookup, node.id, id);
      // What the types of results say is not known here.
      if (deciders === undefined || deciders.routers.size > 0 || deciders.choosers.length > 0) return false;
      for (const [sender, targets] of deciders.senders) {
        senders.set(sender.id, new Set([...(senders.get(sender.id) ?? []), ...targets]));
      }
      return true;
    });
  return { ...certainRun(lookup, plan.entry, behind), senders };
}

/**
 * The nodes that start each time one of several others arrives, keyed by the id of the node with conditions that all ways to
 * them begin with.
 */
function mergesOf({ entry, nodes }: FlowPlan): ReadonlyMap<string, readonly string[]> {
  const indexOf = new Map(nodes.map(({ id }, at) => [id, at]));
  const successors = nodes.map((node) => node.successors.flatMap(({ id }) => indexOf.get(id) ?? []));
  const { parent } = findDominators(successors, indexOf.get(entry) ?? 0);
  const merges = new Map<string, string[]>();
  for (const [at, { id, arrival }] of nodes.entries()) {
    const choosing = nodes[parent[at] ?? -1];
    const isMerge = arrival.length === 1 && (arrival[0]?.length ?? 0) > 1;
    if (isMerge && choosing !== undefined && choosing.choices.length > 0) addToList(merges, choosing.id, id);
  }
  return merges;
}
