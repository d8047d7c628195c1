import { enqueue } from "../engine/queue.js";
import { causeOf } from "../engine/report.js";
import type { Iteration, PreparedNode, Run } from "../engine/state.js";
import { emit } from "../engine/stop.js";
import { Gathering } from "./gathering.js";
import { Joined } from "./joined.js";
import type { JoinRule } from "./join-rule.js";

/** An edge to a join that waits for it. */
export interface JoinEdge {
  readonly node: PreparedNode;
  readonly rule: JoinRule;
  /** Index of the group that its source is in. */
  readonly slot: number;
  readonly from: string;
}

interface Arrived {
  readonly payload: unknown;
  readonly iteration: Iteration;
}

/** Handles an arrival at a join. The join starts when every group has one. */
export function gather(run: Run, edge: JoinEdge, { payload, iteration: from }: Arrived): void {
  const { node, rule } = edge;
  const iteration = from.twinOf ?? from;
  const first = iteration.waiting;
  const gathering = first?.rule === rule ? first : (iteration.alsoWaiting?.get(rule) ?? wait(run, rule, iteration));
  const { joins } = run.context;
  const twin = from === iteration ? undefined : from;
  const cause = run.onEvent === undefined ? undefined : causeOf(run);
  if (!gathering.add(edge.slot, { from: edge.from, payload, twin, cause })) {
    if (rule.isSeen) node.store(joins, gathering.shown());
    return;
  }
  // If the flow's error handler caused one of the arrivals, it caused the start of the join.
  const around = gathering.twin() ?? iteration;
  const causes = run.onEvent === undefined ? undefined : gathering.causes();
  const joined = gathering.take();
  if (gathering.isEmpty) endWait(run, gathering);
  // Even if no node can see it: a run that ends before the join starts shows what was gathered.
  node.store(joins, joined);
  const waiting = enqueue(run, node.alone, new Joined(joined), node.openPass?.(around) ?? around);
  waiting.from = causes;
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

/** Records and reports what still waits at the end of the run. */
function concludeWaits(run: Run): void {
  let oldest = run.newestWait;
  // The oldest waiting set of a join is written last, so it is the one that remains.
  for (let wait = run.newestWait; wait !== undefined; wait = wait.older) {
    run.context.joins[wait.rule.node.id] = wait.shown();
    oldest = wait;
  }
  if (run.onEvent === undefined) return;
  for (let wait = oldest; wait !== undefined && run.stopped === undefined; wait = wait.newer) {
    emit(run, { type: "waiting", nodeId: wait.rule.node.id, ...wait.state() });
  }
}
