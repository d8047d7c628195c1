import type { Activation, LoopRun } from "./model.js";

/** Whether fewer items are under way than the loop lets be. An item is while anything that it has caused is in the queue. */
export function hasRoom(loopRun: LoopRun, queue: readonly Activation[]): boolean {
  const items = queue.flatMap(({ frames }) => frames.filter((frame) => frame.loopRun === loopRun));
  return new Set(items.map((frame) => frame.serial)).size < (loopRun.node.concurrency ?? Infinity);
}
