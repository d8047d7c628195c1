import type { FlowPlan } from "../../../compiler/plan.js";
import type { FlowEvent } from "../../../runtime/index.js";
import { createLoopTimes } from "../../base/loop-times.js";
import { firstLine, missing } from "./describe-event.js";

/** What has happened to a node so far. All times are in milliseconds, on one clock. */
export interface NodeActivity {
  readonly id: string;
  /** How many loops it is in. */
  readonly depth: number;
  /** When its activations started that have not ended, by visit. */
  readonly running: Map<number, number>;
  ended: number;
  failed: number;
  cut: number;
  /** Time that its activations took, added up. Of a loop: the time in which it or its body was running. */
  spent: number;
  /** What it threw last, in one line, and the policy that took the failure. */
  fault: { readonly text: string; readonly handled: "continue" | "goto" | undefined } | undefined;
  /** The attempts that wait for their delay, by visit. */
  readonly retries: Map<number, Retry>;
  /** For a join that still waits at the end of the run: what did not arrive. */
  waitsFor: string | undefined;
}

export interface Retry {
  /** The attempt that comes next, counted from 1. */
  readonly attempt: number;
  /** When it is due. */
  readonly due: number;
  readonly text: string;
}

/** Follows the events of a run, node by node. Takes the same memory however long the run is. */
export interface Activity {
  hear(event: FlowEvent, now: number): void;
  /** The nodes that something happened to, in the order of the flow file. */
  nodes(now: number): readonly NodeActivity[];
}

export function createActivity(plan: FlowPlan): Activity {
  const loopOf = new Map(plan.nodes.map(({ id, loop }) => [id, loop]));
  const depthOf = (id: string): number => {
    const loop = loopOf.get(id);
    return loop === undefined ? 0 : 1 + depthOf(loop);
  };
  const kinds = new Map(plan.nodes.map(({ id, kind }) => [id, kind]));
  const loops = createLoopTimes({ loopOf: (id) => loopOf.get(id), isLoop: (id) => kinds.get(id) === "loop" });
  const found = new Map<string, NodeActivity>();
  const at = (id: string): NodeActivity => {
    let node = found.get(id);
    if (node === undefined) found.set(id, (node = unseen(id, depthOf(id))));
    return node;
  };
  const end = (id: string, visit: number, now: number): NodeActivity => {
    const node = at(id);
    if (endVisit(node, visit, now)) loops.ended(id, now);
    return node;
  };
  return {
    hear: (event, now) => {
      // Flows that nodes run have ids of their own.
      if (event.within !== undefined) return;
      switch (event.type) {
        case "start":
          at(event.nodeId).running.set(event.visit, now);
          loops.started(event.nodeId, now);
          break;
        case "success":
          end(event.nodeId, event.visit, now);
          break;
        case "failed": {
          const node = end(event.nodeId, event.visit, now);
          node.failed += 1;
          node.fault = { text: firstLine(event.error), handled: event.handled };
          break;
        }
        case "retry": {
          const retry = { attempt: event.attempt + 1, due: now + event.delay, text: firstLine(event.error) };
          at(event.nodeId).retries.set(event.visit, retry);
          break;
        }
        case "waiting":
          at(event.nodeId).waitsFor = missing(event.missing);
          break;
        case "end":
          for (const { nodeId, visit } of event.cut ?? []) end(nodeId, visit, now).cut += 1;
          break;
        case "run":
        case "route":
        case "item":
      }
    },
    nodes: (now) =>
      plan.nodes.flatMap(({ id }) => {
        const node = found.get(id);
        return node === undefined ? [] : { ...node, spent: loops.timeOf(id, now) ?? node.spent };
      }),
  };
}

function unseen(id: string, depth: number): NodeActivity {
  return {
    id,
    depth,
    running: new Map(),
    ended: 0,
    failed: 0,
    cut: 0,
    spent: 0,
    fault: undefined,
    retries: new Map(),
    waitsFor: undefined,
  };
}

/** Returns whether the visit was running. */
function endVisit(node: NodeActivity, visit: number, now: number): boolean {
  const began = node.running.get(visit);
  // An input that cannot be computed fails before the start.
  if (began !== undefined) node.spent += now - began;
  const wasRunning = node.running.delete(visit);
  node.retries.delete(visit);
  node.ended += 1;
  return wasRunning;
}
