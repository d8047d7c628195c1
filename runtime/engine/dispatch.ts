import { FlowError } from "../flow-error.js";
import { isRoute } from "../route.js";
import { isPlainObject } from "./is-plain-object.js";
import { enqueue } from "./queue.js";
import type { Edge, Iteration, PreparedNode, Run } from "./state.js";

/** Sends the result of a plain node to all successors or, of a mapping, each value to its own. */
export function send(run: Run, result: unknown, parts: readonly Part[] | undefined): void {
  const { node, iteration } = run;
  if (parts !== undefined) for (const { edge, payload } of parts) arrive(run, edge, payload, iteration);
  else if (node.fan !== undefined) enqueue(run, node.fan, result, iteration);
  else for (const edge of node.edges) arrive(run, edge, result, iteration);
}

/** A payload comes over an edge: its target is started, or waits for others (SPEC 5). */
export function arrive(run: Run, edge: Edge, payload: unknown, iteration: Iteration): void {
  if (edge.arrive === undefined) enqueue(run, edge.target.alone, payload, iteration);
  else edge.arrive(run, payload, iteration);
}

/** One value of a mapping of successors. */
export interface Part {
  readonly edge: Edge;
  readonly payload: unknown;
}

/**
 * Where an object that a plain node returned is a mapping of successors, each one's value (SPEC 5). Its getters are called
 * here, while nothing is recorded.
 *
 * @throws FlowError `run/route-of-plain-node`
 */
export function partsOf(node: PreparedNode, result: unknown): readonly Part[] | undefined {
  if (typeof result !== "object" || result === null) return undefined;
  return node.foreignKey !== undefined && Object.hasOwn(result, node.foreignKey) ? undefined : mapped(node, result);
}

function mapped(node: PreparedNode, result: object): readonly Part[] | undefined {
  if (isRoute(result) || (Array.isArray(result) && isRoute(result[0]))) {
    const what = `Node \`${node.id}\` is no router and returned a route; its type must be \`RoutingNode\` for that`;
    throw new FlowError("run/route-of-plain-node", what, node.place);
  }
  if (node.edges.length === 0 || !isPlainObject(result)) return undefined;
  for (const key in result) {
    if (node.edgeTo.has(key)) continue;
    node.foreignKey = key;
    return undefined;
  }
  // An iterable, say: it has no keys to be read as ids, and is no empty mapping for that.
  if (Object.getOwnPropertySymbols(result).length > 0) return undefined;
  const chosen = node.edges.filter((edge) => Object.hasOwn(result, edge.target.id));
  return chosen.map((edge) => ({ edge, payload: result[edge.target.id] }));
}
