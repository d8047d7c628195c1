import { FlowError } from "../flow-error.js";
import { record } from "../engine/activation.js";
import { arrive } from "../engine/dispatch.js";
import { guard } from "../engine/guard.js";
import { enqueue } from "../engine/queue.js";
import { report } from "../engine/report.js";
import { type Edge, Iteration, LoopRun, type Run } from "../engine/state.js";
import { type ItemSource, sourceOf } from "./item-source.js";
import { kindOf } from "../kind-of.js";

/** A loop, as the flow's table states it. */
export interface LoopRule {
  readonly items: ((payload: unknown) => unknown) | undefined;
  readonly body: Edge;
  readonly done: Edge | undefined;
  readonly enumerate: boolean;
  /** Whether anything can distinguish the items: a done route, or in the body a join or a `meta`. */
  readonly isCounted: boolean;
}

/** Returns the list of the current loop. The first call opens it. */
export function itemsOf(run: Run, rule: LoopRule): ItemSource {
  run.loopRun ??= openLoop(run, rule);
  return run.loopRun.source;
}

function openLoop(run: Run, rule: LoopRule): LoopRun {
  const { node, payload, iteration } = run;
  const list = rule.items === undefined ? payload : rule.items(payload);
  const source = sourceOf(list);
  if (source === undefined) {
    throw new FlowError("run/not-a-list", `Loop \`${node.id}\` takes a list, it got ${kindOf(list)}`, node.place);
  }
  const loopRun = new LoopRun(run, source);
  if (rule.done !== undefined) loopRun.results = [];
  if (iteration.loop !== undefined) iteration.loop.live += 1;
  if (source.list === undefined) {
    // A list that is not read to its end must be closed, so that it can release files and connections.
    loopRun.guard = { onEnd: () => source.close() };
    guard(run, loopRun.guard);
  }
  return loopRun;
}

/** Starts the body with an item, and puts the loop at the end of the queue again (SPEC 6). */
export function settleLoop(run: Run, rule: LoopRule): void {
  const { node, loopRun, iteration } = run;
  if (loopRun === undefined) return;
  const { source } = loopRun;
  const { item } = source;
  loopRun.visit = run.visit;
  if (item === undefined) {
    node.store(run.context.routing, []);
    record(run, {});
    closeLoop(run, loopRun);
    return;
  }
  const { isLast } = item;
  const { target } = rule.body;
  const index = loopRun.count;
  loopRun.count += 1;
  const payload = rule.enumerate ? { item: item.value, index } : item.value;
  node.store(run.context.routing, isLast ? [{ target: target.id }] : [{ target: target.id }, { target: node.id }]);
  const sent = {};
  target.store(sent, payload);
  if (!isLast) node.store(sent, { items: source.list, index: loopRun.count });
  record(run, sent);
  // Keeps the list dense, regardless of the order in which the items end.
  loopRun.results?.push(undefined);
  if (run.onEvent !== undefined) report(run, { type: "item", position: index, payload });
  if (node.limited !== undefined) return node.limited(run, payload, isLast);
  const isCounted = rule.isCounted || !run.isSmooth;
  arrive(run, rule.body, payload, isCounted ? new Iteration(iteration, loopRun, index) : iteration);
  if (isLast) closeLoop(run, loopRun);
  else enqueue(run, node.alone, loopRun, iteration);
}

/** Called when no further item will start. The loop ends when everything that its items caused has ended. */
export function closeLoop(run: Run, loopRun: LoopRun): void {
  loopRun.isOpen = false;
  if (loopRun.guard !== undefined) run.guards?.delete(loopRun.guard);
  if (loopRun.live === 0) ended(run, finishLoop(run, loopRun));
}

/** Implements `PreparedLoop.breakOff`. */
export function breakLoop(run: Run, { done }: LoopRule, goesOn: boolean): void {
  const { iteration, loopRun } = run;
  if (loopRun === undefined) {
    if (goesOn && done !== undefined) arrive(run, done, [], iteration);
    return;
  }
  if (loopRun.isOpen) loopRun.source.close();
  if (!goesOn) loopRun.results = undefined;
  closeLoop(run, loopRun);
}

/** Records that an activation caused by a loop's items has ended. The loop ends with the last one. */
export function ended(run: Run, loopRun: LoopRun | undefined): void {
  let loop = loopRun;
  while (loop !== undefined) {
    loop.live -= 1;
    if (loop.live > 0 || loop.isOpen) return;
    loop = loop.over?.(run) ?? finishLoop(run, loop);
  }
}

/** Starts the done route. Returns the loop around this one, where this one counted as one activation. */
function finishLoop(run: Run, { node, iteration, results, visit }: LoopRun): LoopRun | undefined {
  const [, done] = node.edges;
  if (results !== undefined && done !== undefined) {
    if (run.onEvent !== undefined) run.cause = { nodeId: node.id, visit };
    arrive(run, done, results, iteration);
    run.cause = undefined;
  }
  return iteration.loop;
}
