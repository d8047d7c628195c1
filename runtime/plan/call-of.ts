import { FlowError, type FlowPlace } from "../flow-error.js";
import type { ClassNodeSpec, NodeSpec } from "../spec.js";
import type { Call, PlanNode } from "./plan.js";

/** How a node is called. A user's class is constructed here, once. */
export function callOf(node: NodeSpec, place: FlowPlace): Pick<PlanNode, "call" | "findCall" | "hasContext"> {
  if (node.kind === "loop") return { call: undefined, findCall: undefined, hasContext: false };
  const hasContext = node.context === true;
  if ("callable" in node) return { call: undefined, findCall: node.callable as PlanNode["findCall"], hasContext };
  if ("node" in node) return { call: methodOf(node, place), findCall: undefined, hasContext };
  return { call: node.call as Call, findCall: undefined, hasContext };
}

function methodOf(node: ClassNodeSpec, place: FlowPlace): Call {
  const instance = new node.node({ id: node.id, name: node.name ?? node.id, config: node.config ?? {} });
  const target = instance as { readonly run: Call };
  if (typeof target.run !== "function") {
    throw new FlowError("define/not-callable", `The class of node \`${node.id}\` has no method \`run\``, place);
  }
  return (payload, context, meta) => target.run(payload, context, meta);
}
