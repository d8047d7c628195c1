import type { Feature } from "../flow-spec.js";
import type { RoutingRecord } from "../flow-context.js";
import { FlowError } from "../flow-error.js";
import { isRoute, payloadOf } from "../route.js";
import { record } from "../engine/activation.js";
import { arrive } from "../engine/dispatch.js";
import { isPlainObject } from "../engine/is-plain-object.js";
import { report } from "../engine/report.js";
import { type Edge, PreparedNode, type Run } from "../engine/state.js";

/** Routers (SPEC 5). */
export const routerSupport: Feature = {
  name: "routerSupport",
  copy: PreparedNode,
  equip({ spec, nodeOf }) {
    for (const { id, kind } of spec.nodes) if (kind === "router") nodeOf(id).settle = settleRouter;
  },
};

/** What a router has chosen, in the order of dispatch. `sent` becomes the router's result. */
interface Decision {
  readonly edges: Edge[];
  readonly payloads: unknown[];
  readonly routes: RoutingRecord[];
  readonly sent: Record<string, unknown>;
}

/**
 * Records a router's decision and starts what it chose (SPEC 5).
 *
 * @throws FlowError `run/not-a-route`, `run/unknown-target`
 */
function settleRouter(run: Run, result: unknown): void {
  const { node, iteration } = run;
  const decision: Decision = { edges: [], payloads: [], routes: [], sent: {} };
  if (typeof result === "string" || isRoute(result)) choose(node, decision, result, run.payload);
  else if (Array.isArray(result)) for (const chosen of result) choose(node, decision, chosen, run.payload);
  else if (result !== undefined && result !== null) chooseMapped(node, decision, result);
  const { edges, payloads, routes, sent } = decision;
  record(run, sent);
  node.store(run.context.routing, routes);
  report(run, { type: "route", routes });
  for (let at = 0; at < edges.length; at += 1) {
    const edge = edges[at];
    if (edge !== undefined) arrive(run, edge, payloads[at], iteration);
  }
}

function add({ edges, payloads, routes, sent }: Decision, edge: Edge, payload: unknown, route: RoutingRecord): void {
  edges.push(edge);
  payloads.push(payload);
  routes.push(route);
  sent[route.target] = payload;
}

function choose(node: PreparedNode, decision: Decision, chosen: unknown, input: unknown): void {
  if (typeof chosen === "string") {
    add(decision, successor(node, chosen), input, { target: chosen });
    return;
  }
  if (!isRoute(chosen)) throw notARoute(node, chosen);
  const { target, confidence, reason } = chosen;
  const route: { -readonly [K in keyof RoutingRecord]: RoutingRecord[K] } = { target };
  if (confidence !== undefined) route.confidence = confidence;
  if (reason !== undefined) route.reason = reason;
  add(decision, successor(node, target), payloadOf(chosen, input), route);
}

/** Takes a decision of the form `{ target: payload }`. Targets are dispatched in the order of declaration. */
function chooseMapped(node: PreparedNode, decision: Decision, result: unknown): void {
  if (!isPlainObject(result)) throw notARoute(node, result);
  let isEmpty = true;
  for (const target in result) {
    isEmpty = false;
    successor(node, target);
  }
  // An iterable, for example: it has no keys that could be ids, but is not an empty mapping.
  if (isEmpty && Object.getOwnPropertySymbols(result).length > 0) throw notARoute(node, result);
  for (const edge of node.edges) {
    const { id } = edge.target;
    if (Object.hasOwn(result, id)) add(decision, edge, result[id], { target: id });
  }
}

function successor(node: PreparedNode, target: string): Edge {
  const edge = node.edgeTo.get(target);
  if (edge !== undefined) return edge;
  const ids = node.edges.map((candidate) => `\`${candidate.target.id}\``);
  const known = ids.length > 10 ? `${ids.slice(0, 10).join(", ")}, …` : ids.join(", ") || "none";
  const what = `Router \`${node.id}\` chose \`${String(target)}\`, which is not one of its successors; there are: ${known}`;
  throw new FlowError("run/unknown-target", what, node.place);
}

function notARoute(node: PreparedNode, result: unknown): FlowError {
  const given = typeof result === "object" ? "another object" : `a ${typeof result}`;
  const what = `Router \`${node.id}\` returns a route(), a list of routes, an object of targets, a target's id or nothing`;
  return new FlowError("run/not-a-route", `${what}; it returned ${given}`, node.place);
}
