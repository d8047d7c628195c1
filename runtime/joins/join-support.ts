import { PreparedNode } from "../engine/state.js";
import type { Equipped, Feature } from "../flow-spec.js";
import type { NodeSpec } from "../node-spec.js";
import { gather } from "./gather.js";
import { type JoinRule, joinRule } from "./join-rule.js";

/** Joins (SPEC 5). */
export const joinSupport: Feature = { name: "joinSupport", copy: PreparedNode, equip };

function equip({ spec, nodeOf }: Equipped): void {
  const rules = new Map<PreparedNode, JoinRule>();
  const isSeen = spec.nodes.some(seesContext);
  for (const given of spec.nodes) {
    const node = nodeOf(given.id);
    if (node.isJoin) rules.set(node, joinRule(given, nodeOf, isSeen));
  }
  for (const { id } of spec.nodes) {
    for (const edge of nodeOf(id).edges) {
      const rule = rules.get(edge.target);
      const slot = rule?.slots.get(id);
      if (rule === undefined || slot === undefined) continue;
      edge.gather = (run, payload, iteration) =>
        gather(run, { node: edge.target, rule, slot, from: id }, { payload, iteration });
      edge.arrive ??= edge.gather;
    }
  }
}

/** Whether a node can look at `context.joins`, by its callable or by its inputs. */
function seesContext(node: NodeSpec): boolean {
  return "callable" in node || ("context" in node && Boolean(node.context)) || (node.inputs?.length ?? 0) > 0;
}
