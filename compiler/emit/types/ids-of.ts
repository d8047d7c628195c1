import type { NodePlan } from "../../plan.js";
import { literalType, type TypeNode, unionType } from "./type-node.js";

/** The ids of targets, as `"a" | "b"`. */
export function idsOf(successors: NodePlan["successors"]): TypeNode {
  return unionType(successors.map((successor) => literalType(successor.id)));
}
