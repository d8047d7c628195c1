import { FlowError } from "../flow-error.js";
import type { PlanLoop } from "../plan/plan.js";
import type { Activation } from "./activation.js";
import { arrive, startAgain } from "./arrive.js";
import { type Pulled, sourceOf } from "./item-source.js";
import { Iteration, LoopRun } from "./iteration.js";
import { record } from "./record.js";
import type { Run } from "./run.js";

/** Asks the list of a loop for its next item; the first time, takes the list. */
export function pullItem(run: Run, activation: Activation): Pulled | PromiseLike<Pulled> {
  activation.loopRun ??= openLoop(run, activation);
  return activation.loopRun.source.pull();
}

function openLoop(run: Run, { node, payload, iteration }: Activation): LoopRun {
  const list = node.loop?.items === undefined ? payload : node.loop.items(payload);
  const source = sourceOf(list);
  if (source === undefined) {
    const given = list === null ? "null" : list === undefined ? "undefined" : `a ${typeof list}`;
    throw new FlowError("run/not-a-list", `Loop \`${node.id}\` takes a list, it got ${given}`, node.place);
  }
  const loopRun = new LoopRun(node, source, iteration);
  if (iteration.loop !== undefined) iteration.loop.live += 1;
  if (source.list === undefined) {
    // A list that is not read to its end must hear of it, so that it can let go of files and connections.
    loopRun.guard = { onEnd: () => source.close() };
    run.guard(loopRun.guard);
  }
  return loopRun;
}

/** Starts the body with an item, and the loop again behind all that waits (SPEC 6). */
export function settleLoop(run: Run, activation: Activation, pulled: Pulled): void {
  const { node, payload, loopRun } = activation;
  if (node.loop === undefined || loopRun === undefined) return;
  if (pulled.kind === "end") {
    run.context.routing[node.id] = [];
    record(run, activation, {});
    closeLoop(run, loopRun);
    return;
  }
  const index = loopRun.count;
  loopRun.count += 1;
  const item = node.loop.enumerate ? { item: pulled.item, index } : pulled.item;
  recordItem(run, activation, { item, loop: node.loop, loopRun, isLast: pulled.isLast });
  // Never sparse, whatever order the items end in.
  if (loopRun.startsDone) loopRun.results.push(undefined);
  arrive(run, node.loop.body, item, new Iteration(loopRun.iteration, loopRun, index));
  if (pulled.isLast) closeLoop(run, loopRun);
  else startAgain(run, loopRun, payload);
}

interface StartedItem {
  readonly item: unknown;
  readonly loop: PlanLoop;
  readonly loopRun: LoopRun;
  readonly isLast: boolean;
}

function recordItem(run: Run, activation: Activation, { item, loop, loopRun, isLast }: StartedItem): void {
  const { id } = activation.node;
  const body = loop.body.target.id;
  const again = { items: loopRun.source.list, index: loopRun.count };
  run.context.routing[id] = isLast ? [{ target: body }] : [{ target: body }, { target: id }];
  record(run, activation, isLast ? { [body]: item } : { [body]: item, [id]: again });
}

/** No other item will start: the loop ends when all that its items caused has ended. */
function closeLoop(run: Run, loopRun: LoopRun): void {
  loopRun.isOpen = false;
  if (loopRun.guard !== undefined) run.unguard(loopRun.guard);
  if (loopRun.live === 0) ended(run, finishLoop(run, loopRun));
}

/**
 * A loop has failed: it starts no other item.
 *
 * @param goesOn whether its `done` node is started at the end, as for a list that ends here
 */
export function breakLoop(run: Run, activation: Activation, goesOn: boolean): void {
  const { node, iteration, loopRun } = activation;
  if (loopRun === undefined) {
    if (goesOn && node.loop?.done !== undefined) arrive(run, node.loop.done, [], iteration);
    return;
  }
  if (loopRun.isOpen) loopRun.source.close();
  loopRun.startsDone &&= goesOn;
  closeLoop(run, loopRun);
}

/** An activation of a loop's items has ended; with the last one, the loop has. */
export function ended(run: Run, loopRun: LoopRun | undefined): void {
  let loop = loopRun;
  while (loop !== undefined) {
    loop.live -= 1;
    if (loop.live > 0 || loop.isOpen) return;
    loop = finishLoop(run, loop);
  }
}

/** Starts the done route; answers with the loop around, in which this one counted as one activation. */
function finishLoop(run: Run, { node, iteration, startsDone, results }: LoopRun): LoopRun | undefined {
  if (startsDone && node.loop?.done !== undefined) arrive(run, node.loop.done, results, iteration);
  return iteration.loop;
}
