import type { Edge, PlanJoin, PlanNode } from "../plan/plan.js";
import { Activation } from "./activation.js";
import { Gathering } from "./gathering.js";
import { Iteration, type LoopRun } from "./iteration.js";
import type { Run } from "./run.js";

/**
 * A payload comes over an edge: the target starts, or a join gathers it (SPEC 5). Loose parameters, here and below: there
 * is a call for every arrival, and an object for each would be felt.
 */
export function arrive(run: Run, edge: Edge, payload: unknown, iteration: Iteration): void {
  let around = iteration;
  for (let left = edge.leaves; left > 0; left -= 1) around = around.parent ?? around;
  const { join } = edge.target;
  if (edge.slot < 0 || join === undefined) start(run, edge.target, payload, around);
  else gather(run, edge, join, { payload, iteration: around });
}

/** Puts a node at the end of the queue. The header of a cycle begins a new pass. */
export function start(run: Run, node: PlanNode, payload: unknown, iteration: Iteration, isJoined = false): void {
  const inside = node.opensPass ? new Iteration(iteration, iteration.loop, iteration.index) : iteration;
  enqueue(run, new Activation(node, payload, inside, isJoined, undefined));
}

/** Puts a loop at the end of the queue once more, for its next item. */
export function startAgain(run: Run, loopRun: LoopRun, payload: unknown): void {
  enqueue(run, new Activation(loopRun.node, payload, loopRun.iteration, false, loopRun));
}

function enqueue(run: Run, activation: Activation): void {
  const { loop } = activation.iteration;
  if (loop !== undefined) loop.live += 1;
  run.queue.push(activation);
}

interface Arrived {
  readonly payload: unknown;
  readonly iteration: Iteration;
}

function gather(run: Run, edge: Edge, join: PlanJoin, { payload, iteration }: Arrived): void {
  const node = edge.target;
  const waiting = (iteration.waiting ??= new Map<PlanNode, Gathering>());
  let gathering = waiting.get(node);
  if (gathering === undefined) {
    gathering = new Gathering(node, join);
    waiting.set(node, gathering);
    run.waits ??= new Set();
    run.waits.add(gathering);
  }
  const isComplete = gathering.add(edge, payload);
  run.context.joins[node.id] = gathering.shown;
  if (!isComplete) return;
  const joined = gathering.take();
  if (gathering.isEmpty) {
    waiting.delete(node);
    run.waits?.delete(gathering);
  }
  run.context.joins[node.id] = joined;
  start(run, node, joined, iteration, true);
}
