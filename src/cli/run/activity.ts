import type { FlowPlan } from "../../../compiler/plan.js";
import type { FlowEvent } from "../../../runtime/index.js";
import { createLoopTimes } from "../../base/loop-times.js";
import { visibleText } from "../../base/visible-text.js";
import { firstLine, missing } from "./describe-event.js";
import { createFailureOrigins, type FailureOrigins } from "./failure-origins.js";
import { hearInner } from "./inner-activity.js";
import { endVisit, type NodeActivity, type Retry, unseen } from "./node-activity.js";

/** Follows the events of a run, node by node. Takes the same memory however long the run is. */
export interface Activity {
  /** Flows that nodes run have ids of their own, so their events are kept apart. */
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
  const origins = createFailureOrigins();
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
      origins.hear(event);
      if (hearInner((id) => found.get(id), event, now)) return;
      switch (event.type) {
        case "start":
          at(event.nodeId).running.set(event.visit, now);
          loops.started(event.nodeId, now);
          break;
        case "success":
          end(event.nodeId, event.visit, now);
          break;
        case "failed":
          fail(end(event.nodeId, event.visit, now), event, origins);
          break;
        case "retry":
          at(event.nodeId).retries.set(event.visit, retryOf(event, now));
          break;
        case "waiting":
          at(event.nodeId).waitsFor = missing(event.missing);
          break;
        case "end":
          for (const { nodeId, visit } of event.cut ?? []) end(nodeId, visit, now).cut += 1;
          break;
        case "undo-failed":
          noteFault(at(event.nodeId), `its undo: ${firstLine(event.error)}`, undefined);
          break;
        case "undo":
        case "undone":
        case "run":
        case "route":
        case "item":
      }
    },
    nodes: (now) => plan.nodes.flatMap(({ id }) => withTime(found.get(id), loops.timeOf(id, now))),
  };
}

function fail(node: NodeActivity, event: FlowEvent & { readonly type: "failed" }, origins: FailureOrigins): void {
  noteFault(node, textOf(event, origins), event.handled);
}

/** What a node threw, and where in the flow that it runs, if it does: `calc (price.flow.yaml:4:3): RangeError: seven`. */
function textOf({ nodeId, error }: FlowEvent & { readonly type: "failed" }, origins: FailureOrigins): string {
  const origin = origins.of(nodeId, error);
  if (origin === undefined) return firstLine(error);
  const place = origin.at === undefined ? "" : ` (${origin.at})`;
  return `${visibleText(`${origin.path.slice(1).join(" > ")}${place}`)}: ${firstLine(error)}`;
}

/** A failed undo is a fault of its node, whose activation has ended. */
function noteFault(node: NodeActivity, text: string, handled: "continue" | "goto" | undefined): void {
  node.failed += 1;
  node.fault = { text, handled };
}

function retryOf({ attempt, delay, error }: FlowEvent & { readonly type: "retry" }, now: number): Retry {
  return { attempt: attempt + 1, due: now + delay, text: firstLine(error) };
}

function withTime(node: NodeActivity | undefined, spent: number | undefined): readonly NodeActivity[] {
  return node === undefined ? [] : [{ ...node, spent: spent ?? node.spent }];
}
