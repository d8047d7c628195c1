import { FlowError, type FlowPlace } from "../flow-error.js";
import type { FlowSpec, NodeSpec, PolicySpec } from "../spec.js";
import { byCodePoints } from "./code-points.js";
import { placeOf } from "./describe.js";
import { link } from "./link.js";
import { type Call, type Plan, type PlanJoin, PlanNode } from "./plan.js";
import { takesMeta } from "./takes-meta.js";

/**
 * The plan of a flow. Constructs the user's node classes; what a constructor throws is let out as it is.
 *
 * @throws FlowError `define/not-callable`, `define/unknown-node`, `define/uses`
 */
export function prepare(spec: FlowSpec): Plan {
  const nodes = spec.nodes.map((node, index) => planned(spec, node, index));
  return {
    name: spec.name,
    entry: link(spec, nodes),
    size: nodes.length,
    concurrency: spec.concurrency ?? 1,
    maxSteps: spec.maxSteps,
    debugLimit: undefined,
    isAsync: nodes.some(({ call }) => Object.prototype.toString.call(call) === "[object AsyncFunction]"),
    showsJoins: spec.nodes.some(seesContext),
  };
}

/** Whether a node can look at `context.joins`: by its callable or by its inputs. */
function seesContext(node: NodeSpec): boolean {
  return "callable" in node || ("context" in node && node.context) || (node.inputs?.length ?? 0) > 0;
}

function planned(spec: FlowSpec, node: NodeSpec, index: number): PlanNode {
  const place = { nodeId: node.id, at: placeOf(spec, node) };
  const policy = policyOf(spec, node);
  const made = new PlanNode(node, { index, place, policy, join: joinOf(node) });
  if (node.kind !== "loop" && !("callable" in node)) {
    const call = "node" in node ? methodOf(node, place) : checked(node.call, "call", place);
    made.call = call;
    made.takesMeta = takesMeta(call);
  }
  if (policy.retry !== undefined || policy.timeout !== undefined) {
    made.guarded = spec.uses?.find(({ guarded }) => guarded !== undefined)?.guarded;
    if (made.guarded === undefined) {
      throw new FlowError("define/uses", `Node \`${node.id}\` has a policy: \`uses\` needs \`policySupport\``, place);
    }
  }
  return made;
}

/** The node's policy over the flow's, key by key. The target of the flow's own `goto` stops where it fails itself. */
function policyOf(spec: FlowSpec, node: NodeSpec): PolicySpec {
  const policy = { ...spec.policy, ...node.policy };
  const { onError } = policy;
  const isOwnTarget = typeof onError === "object" && onError.goto === node.id && node.policy?.onError === undefined;
  return isOwnTarget ? { ...policy, onError: "stop" } : policy;
}

function joinOf(node: NodeSpec): PlanJoin | undefined {
  const groups = (node.joins ?? []).map((group) => [...group].sort(byCodePoints));
  if (groups.length < 2) return undefined;
  groups.sort(([a = ""], [b = ""]) => byCodePoints(a, b));
  return {
    groups,
    slots: new Map(groups.flatMap((group, slot) => group.map((id) => [id, slot]))),
    parents: groups.map(([first = ""]) => first),
    hasChoice: groups.some((group) => group.length > 1),
  };
}

/** The user's class, constructed here, once; its `run` with its `this`. */
function methodOf(node: Extract<NodeSpec, { node: unknown }>, place: FlowPlace): Call {
  checked(node.node, "node", place);
  const instance = new node.node({ id: node.id, name: node.name ?? node.id, config: node.config ?? {} });
  return checked(instance.run, "run", place).bind(instance);
}

function checked(value: unknown, key: string, place: FlowPlace): Call {
  if (typeof value === "function") return value as Call;
  const found = value === undefined ? "undefined: is it exported where it is imported from?" : `a ${typeof value}`;
  const what = key === "run" ? "class has no method `run`" : `\`${key}\` must be a function, it is ${found}`;
  throw new FlowError("define/not-callable", `Node \`${place.nodeId}\`: its ${what}`, place);
}
