import { Iteration } from "../engine/iteration.js";
import { enqueue } from "../engine/queue.js";
import type { Run } from "../engine/run.js";
import { emit } from "../engine/stop.js";
import type { Arrival } from "../feature.js";
import type { Edge, PlanNode } from "../plan/plan.js";
import { Gathering } from "./gathering.js";
import { Joined } from "./joined.js";
import type { JoinRule } from "./join-rule.js";

/** An edge for which a join waits. */
interface JoinEdge {
  readonly rule: JoinRule;
  /** The group of its source. */
  readonly slot: number;
  readonly from: string;
}

/**
 * What an edge does that leads into a join or a cycle, or out of one; undefined where it does no more than others.
 *
 * @param rule of its target, where that waits for this edge
 * @param leaves how many passes of cycles it leaves
 */
export function arrivalOf({ source, target }: Edge, rule: JoinRule | undefined, leaves: number): Arrival | undefined {
  if (rule === undefined && leaves === 0 && !target.opensPass) return undefined;
  const slot = rule?.slots.get(source.id);
  const into = rule === undefined || slot === undefined ? undefined : { rule, slot, from: source.id };
  return (run, payload, iteration) => {
    let around = iteration;
    for (let left = leaves; left > 0; left -= 1) around = around.parent ?? around;
    if (into === undefined) start(run, target, payload, around);
    else gather(run, into, payload, around);
  };
}

/** Puts a node at the end of the queue. The header of a cycle begins a new pass. */
function start(run: Run, node: PlanNode, payload: unknown, iteration: Iteration): void {
  const inside = node.opensPass ? new Iteration(iteration, iteration.loop, iteration.index) : iteration;
  enqueue(run, node.alone, payload, inside);
}

function gather(run: Run, edge: JoinEdge, payload: unknown, iteration: Iteration): void {
  const { rule } = edge;
  const { node, isSeen } = rule;
  const first = iteration.waiting;
  const gathering = first?.rule === rule ? first : (iteration.alsoWaiting?.get(node) ?? wait(run, rule, iteration));
  const { joins } = run.context;
  if (!gathering.add(edge.slot, edge.from, payload)) {
    if (isSeen) node.store(joins, gathering.shown());
    return;
  }
  const joined = gathering.take();
  if (gathering.isEmpty) endWait(run, gathering);
  // Seen or not: a run that ends before the join starts shows what it has gathered.
  node.store(joins, joined);
  start(run, node, new Joined(joined), iteration);
}

function wait(run: Run, rule: JoinRule, iteration: Iteration): Gathering {
  const { node } = rule;
  const gathering = new Gathering(rule, iteration);
  if (iteration.waiting === undefined) iteration.waiting = gathering;
  else (iteration.alsoWaiting ??= new Map<PlanNode, Gathering>()).set(node, gathering);
  const { newestWait } = run;
  gathering.older = newestWait;
  if (newestWait !== undefined) newestWait.newer = gathering;
  run.newestWait = gathering;
  // Its key stands where the first arrival came, whatever fires first.
  run.context.joins[node.id] ??= {};
  return gathering;
}

function endWait(run: Run, gathering: Gathering): void {
  const { iteration, older, newer } = gathering;
  if (iteration.waiting === gathering) iteration.waiting = undefined;
  else iteration.alsoWaiting?.delete(gathering.rule.node);
  if (older !== undefined) older.newer = newer;
  if (newer === undefined) run.newestWait = older;
  else newer.older = older;
}

/** See `JoinRule`. */
export function concludeWaits(run: Run, newest: Gathering): void {
  let oldest = newest;
  // The oldest waiting set of a join is written last, and so is the one that is seen.
  for (let wait: Gathering | undefined = newest; wait !== undefined; wait = wait.older) {
    run.context.joins[wait.rule.node.id] = wait.shown();
    oldest = wait;
  }
  if (run.onEvent === undefined) return;
  for (let wait: Gathering | undefined = oldest; wait !== undefined && run.stopped === undefined; wait = wait.newer) {
    emit(run, { type: "waiting", nodeId: wait.rule.node.id, ...wait.state() });
  }
}
