import type { Equipped, Feature } from "../feature.js";
import { PlanNode } from "../plan/plan.js";
import type { NodeSpec } from "../spec.js";
import { arrivalOf, concludeWaits } from "./gather.js";
import { type JoinRule, joinRule } from "./join-rule.js";

/** Joins, and the passes of cycles that they tell apart (SPEC 5). */
export const joinSupport: Feature = { name: "joinSupport", copy: PlanNode, equip };

function equip({ spec, nodeOf }: Equipped): void {
  const rules = new Map<PlanNode, JoinRule>();
  const isSeen = spec.nodes.some(seesContext);
  for (const given of spec.nodes) {
    const node = nodeOf(given.id);
    if (node.isJoin) rules.set(node, joinRule(given, nodeOf, { isSeen, conclude: concludeWaits }));
  }
  const cycles = (spec.cycles ?? []).map(({ header, members }) => ({ header, members: new Set([header, ...members]) }));
  for (const { header } of cycles) nodeOf(header).opensPass = true;
  for (const { id, kind } of spec.nodes) {
    const { edges, goto } = nodeOf(id);
    const around = cycles.filter(({ members }) => members.has(id));
    for (const edge of goto === undefined ? edges : [...edges, goto]) {
      const to = edge.target.id;
      const isBack = around.some(({ header }) => header === to);
      // An item lies inside the pass that its loop is in. What leads to a header begins the pass of its cycle anew.
      const isItem = kind === "loop" && edge === edges[0];
      const left = isItem ? [] : around.filter(({ header, members }) => header === to || !members.has(to));
      edge.arrive = arrivalOf(edge, isBack || edge === goto ? undefined : rules.get(edge.target), left.length);
    }
  }
}

/** Whether a node can look at `context.joins`: by its callable or by its inputs. */
function seesContext(node: NodeSpec): boolean {
  return "callable" in node || ("context" in node && Boolean(node.context)) || (node.inputs?.length ?? 0) > 0;
}
