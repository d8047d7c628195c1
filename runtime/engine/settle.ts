import { FlowError } from "../flow-error.js";
import { isRoute } from "../route.js";
import type { Edge, PlanNode } from "../plan/plan.js";
import type { Activation } from "./activation.js";
import { arrive } from "./arrive.js";
import { isPlainObject } from "./is-plain-object.js";
import type { Pulled } from "./item-source.js";
import { ended, settleLoop } from "./loop.js";
import { record } from "./record.js";
import { settleRouter } from "./router.js";
import type { Run } from "./run.js";

/** Records what a node answered with and starts what follows. What it throws is the node's failure. */
export function settle(run: Run, activation: Activation, answer: unknown): void {
  const { node } = activation;
  if (node.kind === "router") settleRouter(run, activation, answer);
  else if (node.kind === "loop") settleLoop(run, activation, answer as Pulled);
  else settleFunction(run, activation, answer);
  ended(run, activation.iteration.loop);
}

function settleFunction(run: Run, activation: Activation, answer: unknown): void {
  const { node } = activation;
  if (isRoute(answer) || (Array.isArray(answer) && isRoute(answer[0]))) {
    const what = `Node \`${node.id}\` is no router and returned a route; its type must be \`RoutingNode\` for that`;
    throw new FlowError("run/route-of-plain-node", what, node.place);
  }
  const result = answer === undefined ? activation.payload : answer;
  const parts = partsOf(node, result);
  record(run, activation, result);
  send(run, activation, { result, parts });
}

interface Sent {
  readonly result: unknown;
  readonly parts: readonly Part[] | undefined;
}

/** One value of a mapping of successors. */
interface Part {
  readonly edge: Edge;
  readonly payload: unknown;
}

/** Where a result is a mapping of successors, each one's value (SPEC 5). Its getters are called here, while nothing is recorded. */
export function partsOf(node: PlanNode, result: unknown): readonly Part[] | undefined {
  if (!isMappingOfSuccessors(node, result)) return undefined;
  const chosen = node.edges.filter((edge) => Object.hasOwn(result, edge.target.id));
  return chosen.map((edge) => ({ edge, payload: result[edge.target.id] }));
}

/** Sends the result of a plain node to all successors or, of a mapping, each value to its own. */
export function send(run: Run, { node, iteration }: Activation, { result, parts }: Sent): void {
  if (parts === undefined) for (const edge of node.edges) arrive(run, edge, result, iteration);
  else for (const { edge, payload } of parts) arrive(run, edge, payload, iteration);
}

function isMappingOfSuccessors(node: PlanNode, result: unknown): result is Readonly<Record<string, unknown>> {
  if (node.edges.length === 0 || !isPlainObject(result)) return false;
  for (const key in result) if (!node.edgeTo.has(key)) return false;
  // An iterable, say: it has no keys to be read as ids, and is no empty mapping for that.
  return Object.getOwnPropertySymbols(result).length === 0;
}
