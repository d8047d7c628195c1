import { FlowError } from "../flow-error.js";
import { isRoute } from "../route.js";
import { isPlainObject } from "./is-plain-object.js";
import { enqueue } from "./queue.js";
import type { Edge, Iteration, PreparedNode, Run } from "./state.js";

/** Sends the result of a plain node to all successors or, if it is a mapping of successors, each value to its own. */
export function send(run: Run, result: unknown, parts: readonly Part[] | undefined): void {
  const { node, iteration } = run;
  if (parts !== undefined) for (const { edge, payload } of parts) arrive(run, edge, payload, iteration);
  else if (node.fan !== undefined) enqueue(run, node.fan, result, iteration);
  else for (const edge of node.edges) arrive(run, edge, result, iteration);
}

/** Delivers a payload over an edge: its target starts, or waits for others (SPEC 5). */
export function arrive(run: Run, edge: Edge, payload: unknown, iteration: Iteration): void {
  if (edge.arrive === undefined) enqueue(run, edge.target.alone, payload, iteration);
  else edge.arrive(run, payload, iteration);
}

/** One entry of a mapping of successors. */
export interface Part {
  readonly edge: Edge;
  readonly payload: unknown;
}

/**
 * Returns the payload of each successor if the object that a plain node returned is a mapping of successors (SPEC 5),
 * otherwise undefined. Calls the object's getters before anything is recorded.
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
  // An iterable, for example: it has no keys that could be ids, but is not an empty mapping.
  if (Object.getOwnPropertySymbols(result).length > 0) return undefined;
  const chosen = node.edges.filter((edge) => Object.hasOwn(result, edge.target.id));
  return chosen.map((edge) => ({ edge, payload: result[edge.target.id] }));
}
