import { arrive } from "../engine/dispatch.js";
import { enqueue } from "../engine/queue.js";
import { Iteration, LoopRun, PreparedNode, type Run } from "../engine/state.js";
import type { Equipped, Feature } from "../flow-spec.js";
import { closeLoop } from "./loop.js";

/** Loops with a `concurrency` of their own (SPEC 15). */
export const limitSupport: Feature = { name: "limitSupport", copy: PreparedNode, equip };

function equip({ spec, nodeOf }: Equipped): void {
  for (const node of spec.nodes) {
    if (node.kind !== "loop" || node.concurrency === undefined) continue;
    const most = node.concurrency;
    nodeOf(node.id).limited = (run, payload, isLast) => startItem(run, { payload, isLast, most });
  }
}

interface Started {
  readonly payload: unknown;
  readonly isLast: boolean;
  /** The maximum number of items that are under way. */
  readonly most: number;
}

/** Starts the body. The loop goes to the end of the queue at once, or when an item ends. */
function startItem(run: Run, { payload, isLast, most }: Started): void {
  const { node, loopRun, iteration } = run;
  const [body] = node.edges;
  if (loopRun === undefined || body === undefined) return;
  const item = new ItemRun(run, loopRun, most);
  loopRun.live += 1;
  arrive(run, body, payload, new Iteration(iteration, item, loopRun.count - 1));
  // It has started nothing: it waits for a join.
  if (item.live === 0) loopRun.live -= 1;
  if (isLast) closeLoop(run, loopRun);
  else if (loopRun.live < most) enqueue(run, node.alone, loopRun, iteration);
}

/**
 * One item of a loop with a limit: the activations that it causes count for it, and it counts for the loop as long as any of them has not
 * ended.
 */
class ItemRun extends LoopRun {
  readonly #loop: LoopRun;
  readonly #most: number;

  constructor(run: Run, loop: LoopRun, most: number) {
    super(run, loop.source);
    this.#loop = loop;
    this.#most = most;
    this.results = loop.results;
    this.isOpen = false;
  }

  override over(run: Run): LoopRun {
    const { node, iteration, isOpen, live, visit } = this.#loop;
    // Then the next item waits for one to end.
    if (isOpen && live === this.#most) {
      if (run.onEvent !== undefined) run.cause = { nodeId: node.id, visit };
      enqueue(run, node.alone, this.#loop, iteration);
      run.cause = undefined;
    }
    return this.#loop;
  }
}
