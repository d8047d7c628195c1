import { enqueue } from "../engine/queue.js";
import type { Iteration, PreparedNode, Run } from "../engine/state.js";
import { emit } from "../engine/stop.js";
import { Gathering } from "./gathering.js";
import { Joined } from "./joined.js";
import type { JoinRule } from "./join-rule.js";

/** An edge for which a join waits. */
export interface JoinEdge {
  readonly node: PreparedNode;
  readonly rule: JoinRule;
  /** The group of its source. */
  readonly slot: number;
  readonly from: string;
}

interface Arrived {
  readonly payload: unknown;
  readonly iteration: Iteration;
}

/** An arrival for a join, which starts when every group has one. */
export function gather(run: Run, edge: JoinEdge, { payload, iteration: from }: Arrived): void {
  const { node, rule } = edge;
  const iteration = from.twinOf ?? from;
  const first = iteration.waiting;
  const gathering = first?.rule === rule ? first : (iteration.alsoWaiting?.get(rule) ?? wait(run, rule, iteration));
  const { joins } = run.context;
  const twin = from === iteration ? undefined : from;
  if (!gathering.add(edge.slot, { from: edge.from, payload, twin })) {
    if (rule.isSeen) node.store(joins, gathering.shown());
    return;
  }
  // What the flow's error handler has brought about a part of is caused by it.
  const around = gathering.twin() ?? iteration;
  const joined = gathering.take();
  if (gathering.isEmpty) endWait(run, gathering);
  // Seen or not: a run that ends before the join starts shows what it has gathered.
  node.store(joins, joined);
  enqueue(run, node.alone, new Joined(joined), node.openPass?.(around) ?? around);
}

function wait(run: Run, rule: JoinRule, iteration: Iteration): Gathering<Iteration> {
  const gathering = new Gathering(rule, iteration);
  if (iteration.waiting === undefined) iteration.waiting = gathering;
  else (iteration.alsoWaiting ??= new Map<JoinRule, Gathering<Iteration>>()).set(rule, gathering);
  const { newestWait } = run;
  gathering.older = newestWait;
  if (newestWait !== undefined) newestWait.newer = gathering;
  run.newestWait = gathering;
  run.concludeWaits = concludeWaits;
  // The order of keys follows the first arrivals, whichever join fires first.
  run.context.joins[rule.node.id] ??= {};
  return gathering;
}

function endWait(run: Run, gathering: Gathering<Iteration>): void {
  const { iteration, older, newer } = gathering;
  if (iteration.waiting === gathering) iteration.waiting = undefined;
  else iteration.alsoWaiting?.delete(gathering.rule);
  if (older !== undefined) older.newer = newer;
  if (newer === undefined) run.newestWait = older;
  else newer.older = older;
}

/** The run is over: shows what still waits. */
function concludeWaits(run: Run): void {
  let oldest = run.newestWait;
  // The oldest waiting set of a join is written last, and so is the one that is seen.
  for (let wait = run.newestWait; wait !== undefined; wait = wait.older) {
    run.context.joins[wait.rule.node.id] = wait.shown();
    oldest = wait;
  }
  if (run.onEvent === undefined) return;
  for (let wait = oldest; wait !== undefined && run.stopped === undefined; wait = wait.newer) {
    emit(run, { type: "waiting", nodeId: wait.rule.node.id, ...wait.state() });
  }
}
