import { PreparedNode, type Run } from "../engine/state.js";
import type { Equipped, Feature } from "../flow-spec.js";
import type { ItemSource } from "./item-source.js";
import { breakLoop, ended, itemsOf, type LoopRule, settleLoop } from "./loop.js";

/** Loops (SPEC 6). */
export const loopSupport: Feature = { name: "loopSupport", copy: PreparedNode, equip };

function equip({ spec, nodeOf }: Equipped): void {
  for (const given of spec.nodes) {
    if (given.kind !== "loop") continue;
    const node = nodeOf(given.id);
    const [body, done] = node.edges;
    if (body === undefined) continue;
    const rule: LoopRule = {
      items: given.items as LoopRule["items"],
      body,
      done,
      enumerate: given.enumerate === true,
      isCounted: done !== undefined || startedBy(node, body.target).some(tellsItems),
    };
    node.settle = (run) => settleLoop(run, rule);
    node.loop = {
      pull: (run) => itemsOf(run, rule).pull(),
      step: (run) => stepOf(run, itemsOf(run, rule)),
      breakOff: (run, goesOn) => breakLoop(run, rule, goesOn),
      ended,
    };
    if (given.collect !== undefined) collectFrom(nodeOf(given.collect), node);
  }
}

function stepOf({ loopRun }: Run, source: ItemSource): (() => Promise<unknown>) | undefined {
  if (!source.isStream || loopRun === undefined) return void source.pull();
  return async () => {
    // Skips items that the host has answered from an earlier run: the list still contains them.
    do await source.pull();
    while (source.item !== undefined && loopRun.read++ < loopRun.count);
    return source.item;
  };
}

/** All nodes that an item of a loop can start. */
function startedBy(loop: PreparedNode, body: PreparedNode): PreparedNode[] {
  const found = new Set([body]);
  for (const { edges, goto } of found) {
    for (const edge of goto === undefined ? edges : [...edges, goto]) if (edge.target !== loop) found.add(edge.target);
  }
  return [...found];
}

function tellsItems({ isJoin, takesMeta, call, findCall }: PreparedNode): boolean {
  return isJoin || (takesMeta && (call ?? findCall) !== undefined);
}

/** Lets a node hand its results to the loop, in addition to other loops that collect them. */
function collectFrom(node: PreparedNode, collecting: PreparedNode): void {
  const { collect } = node;
  node.collect = (iteration, result) => {
    collect?.(iteration, result);
    let { loop, index } = iteration;
    while (loop !== undefined && loop.node !== collecting) ({ loop, index } = loop.iteration);
    if (loop?.results !== undefined && index !== undefined) loop.results[index] = result;
  };
}
