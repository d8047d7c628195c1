import { type FlowEvent, parseSteps } from "../../../runtime/index.js";
import { firstLine } from "./describe-event.js";
import { type NodeActivity, unseen, type VisitKey } from "./node-activity.js";

/**
 * Follows a flow that a node runs: its nodes are inside of their node for as long as they are running. `rootNode` finds a node of the
 * run's own flow. Returns whether the event is of such a flow.
 */
export function hearInner(rootNode: (id: string) => NodeActivity | undefined, event: FlowEvent, now: number): boolean {
  const { within } = event;
  if (within === undefined) return false;
  const [first, ...more] = within.map((step) => parseSteps(step)?.[0]?.nodeId ?? step);
  const around = more.reduce((node, id) => node?.inner.get(id), rootNode(first ?? ""));
  if (around !== undefined) hearBelow(around, event, now);
  return true;
}

function hearBelow(around: NodeActivity, event: FlowEvent, now: number): void {
  // Several visits of a node may run the flow at the same time.
  const keyOf = (visit: number): VisitKey => [...(event.within ?? []), visit].join("/");
  switch (event.type) {
    case "start": {
      const { nodeId, visit, index } = event;
      const node = around.inner.get(nodeId) ?? unseen(nodeId, around.depth + 1 + index.length);
      around.inner.set(nodeId, node);
      node.running.set(keyOf(visit), now);
      break;
    }
    case "retry": {
      const retry = { attempt: event.attempt + 1, due: now + event.delay, text: firstLine(event.error) };
      around.inner.get(event.nodeId)?.retries.set(keyOf(event.visit), retry);
      break;
    }
    case "success":
    case "failed":
      leave(around, event.nodeId, keyOf(event.visit));
      break;
    case "end":
      for (const { nodeId, visit } of event.cut ?? []) leave(around, nodeId, keyOf(visit));
      break;
    case "undo":
    case "undone":
    case "undo-failed":
    case "run":
    case "route":
    case "item":
    case "waiting":
  }
}

function leave(around: NodeActivity, id: string, visit: VisitKey): void {
  const node = around.inner.get(id);
  node?.running.delete(visit);
  node?.retries.delete(visit);
  if (node?.running.size === 0) around.inner.delete(id);
}

/** The nodes that are running, each before those of the flow that it runs. */
export function runningNodes(nodes: Iterable<NodeActivity>): readonly NodeActivity[] {
  return [...nodes].flatMap((node) => (node.running.size === 0 ? [] : [node, ...runningNodes(node.inner.values())]));
}
