import { FlowError } from "../flow-error.js";
import type { RoutingRecord } from "../flow-context.js";
import type { Edge, PlanNode } from "../plan/plan.js";
import { isRoute, payloadOf } from "../route.js";
import type { Activation } from "./activation.js";
import { arrive } from "./arrive.js";
import { isPlainObject } from "./is-plain-object.js";
import { record } from "./record.js";
import type { Run } from "./run.js";

/** One target that a router has chosen. */
interface Choice {
  readonly edge: Edge;
  readonly payload: unknown;
  readonly record: RoutingRecord;
}

/**
 * Records a router's decision and starts what it chose (SPEC 5).
 *
 * @throws FlowError `run/not-a-route`, `run/unknown-target`
 */
export function settleRouter(run: Run, activation: Activation, result: unknown): void {
  const { node, payload, iteration } = activation;
  const choices = choicesOf(node, result, payload);
  run.context.routing[node.id] = choices.map((choice) => choice.record);
  record(run, activation, Object.fromEntries(choices.map((choice) => [choice.edge.target.id, choice.payload])));
  for (const choice of choices) arrive(run, choice.edge, choice.payload, iteration);
}

function choicesOf(node: PlanNode, result: unknown, input: unknown): readonly Choice[] {
  if (result === undefined || result === null) return [];
  if (typeof result === "string" || isRoute(result)) return [choiceOf(node, result, input)];
  if (Array.isArray(result)) return result.map((decision) => choiceOf(node, decision, input));
  if (isPlainObject(result) && Object.getOwnPropertySymbols(result).length === 0) return mappedChoices(node, result);
  throw notARoute(node, result);
}

function choiceOf(node: PlanNode, decision: unknown, input: unknown): Choice {
  if (typeof decision === "string") {
    return { edge: successor(node, decision), payload: input, record: { target: decision } };
  }
  if (!isRoute(decision)) throw notARoute(node, decision);
  const { target, confidence, reason } = decision;
  return {
    edge: successor(node, target),
    payload: payloadOf(decision, input),
    record: {
      target,
      ...(confidence === undefined ? {} : { confidence }),
      ...(reason === undefined ? {} : { reason }),
    },
  };
}

/** `{ target: payload }`, dispatched in the order in which the targets are declared. */
function mappedChoices(node: PlanNode, result: Readonly<Record<string, unknown>>): readonly Choice[] {
  for (const target of Object.keys(result)) successor(node, target);
  const chosen = node.edges.filter((edge) => Object.hasOwn(result, edge.target.id));
  return chosen.map((edge) => ({ edge, payload: result[edge.target.id], record: { target: edge.target.id } }));
}

function successor(node: PlanNode, target: string): Edge {
  const edge = node.edgeTo.get(target);
  if (edge !== undefined) return edge;
  const ids = node.edges.map((candidate) => `\`${candidate.target.id}\``);
  const known = ids.length > 10 ? `${ids.slice(0, 10).join(", ")}, …` : ids.join(", ") || "none";
  const what = `Router \`${node.id}\` chose \`${String(target)}\`, which is no successor of it; there are: ${known}`;
  throw new FlowError("run/unknown-target", what, node.place);
}

function notARoute(node: PlanNode, result: unknown): FlowError {
  const given = typeof result === "object" ? "another object" : `a ${typeof result}`;
  const what = `Router \`${node.id}\` returns a route(), a list of routes, an object of targets, a target's id or nothing`;
  return new FlowError("run/not-a-route", `${what}; it returned ${given}`, node.place);
}
