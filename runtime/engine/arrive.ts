import type { Edge, PlanJoin, PlanNode } from "../plan/plan.js";
import { Gathering } from "./gathering.js";
import { Iteration } from "./iteration.js";
import { Joined } from "./joined.js";
import { enqueue } from "./queue.js";
import type { Run } from "./run.js";

/** A payload comes over an edge: the target starts, or a join gathers it (SPEC 5). */
export function arrive(run: Run, edge: Edge, payload: unknown, iteration: Iteration): void {
  let around = iteration;
  for (let left = edge.leaves; left > 0; left -= 1) around = around.parent ?? around;
  const { target } = edge;
  if (edge.slot < 0 || target.join === undefined) start(run, target, payload, around);
  else gather(run, edge, target.join, payload, around);
}

/** Puts a node at the end of the queue. The header of a cycle begins a new pass. */
function start(run: Run, node: PlanNode, payload: unknown, iteration: Iteration): void {
  const inside = node.opensPass ? new Iteration(iteration, iteration.loop, iteration.index) : iteration;
  enqueue(run, node, payload, inside);
}

function gather(run: Run, edge: Edge, join: PlanJoin, payload: unknown, iteration: Iteration): void {
  const node = edge.target;
  const first = iteration.waiting;
  const gathering =
    first?.node === node ? first : (iteration.alsoWaiting?.get(node) ?? wait(run, node, join, iteration));
  const { showsJoins } = run.plan;
  if (!gathering.add(edge.slot, edge.source.id, payload)) {
    if (showsJoins) run.context.joins[node.id] = gathering.shown();
    return;
  }
  const joined = gathering.take();
  if (gathering.isEmpty) endWait(run, gathering);
  if (showsJoins) run.context.joins[node.id] = joined;
  start(run, node, new Joined(joined), iteration);
}

function wait(run: Run, node: PlanNode, join: PlanJoin, iteration: Iteration): Gathering {
  const gathering = new Gathering(node, join, iteration);
  if (iteration.waiting === undefined) iteration.waiting = gathering;
  else (iteration.alsoWaiting ??= new Map<PlanNode, Gathering>()).set(node, gathering);
  const { newestWait } = run;
  gathering.older = newestWait;
  if (newestWait === undefined) run.oldestWait = gathering;
  else newestWait.newer = gathering;
  run.newestWait = gathering;
  // Its key stands where the first arrival came, whatever fires first.
  run.context.joins[node.id] ??= {};
  return gathering;
}

function endWait(run: Run, gathering: Gathering): void {
  const { iteration, older, newer } = gathering;
  if (iteration.waiting === gathering) iteration.waiting = undefined;
  else iteration.alsoWaiting?.delete(gathering.node);
  if (older === undefined) run.oldestWait = newer;
  else older.newer = newer;
  if (newer === undefined) run.newestWait = older;
  else newer.older = older;
}
