import {
  childFlow,
  type FlowContext,
  type FlowEvent,
  type FlowSpec,
  type NodeSpec,
  type SyncFlow,
} from "@flowc/runtime";
import { flow, node } from "./flows.js";

/** A flow that other flows can run. */
export type Called = SyncFlow<FlowContext & Record<string, unknown>, {}, unknown, unknown>;

/** A flow that gives what its node `output` returned; without one, what its last node returned. */
export function called(nodes: readonly NodeSpec[], more: Partial<FlowSpec> = {}): Called {
  return flow(nodes, { name: "child", source: "child.flow.yaml", output: nodes.at(-1)?.id ?? "", ...more });
}

/** A node that runs a flow. */
export function child(id: string, inner: Called, next: string[] = [], more: Parameters<typeof node>[3] = {}): NodeSpec {
  return node(id, childFlow(inner), next, more);
}

/** An event as `enrich#1@1/geo#1 success`; `run` and `end` without a node, `end` with the message of its error. */
export function shown(event: FlowEvent): string {
  const { type, within = [] } = event;
  const own = "visit" in event ? [`${event.nodeId}#${event.visit}`] : "nodeId" in event ? [event.nodeId] : [];
  const error = "error" in event && type === "end" ? [String((event.error as Error).message)] : [];
  const cut =
    type === "end" && event.cut ? [`cut ${event.cut.map(({ nodeId, visit }) => `${nodeId}#${visit}`).join(" ")}`] : [];
  return [[...within, ...own].join("/"), type, ...error, ...cut].filter((text) => text !== "").join(" ");
}

/** A listener that shows events. */
export function hearing(): { readonly heard: string[]; readonly onEvent: (event: FlowEvent) => void } {
  const heard: string[] = [];
  return { heard, onEvent: (event) => void heard.push(shown(event)) };
}

/** Entries of `errors` as `within/node message`. */
export function errorsOf({ errors }: Pick<FlowContext, "errors">): string[] {
  return errors.map(({ within = [], node_id, message }) => `${[...within, node_id].join("/")} ${message}`);
}

/** A callable that throws. */
export const failing = (message: string): (() => never) => throwing(new RangeError(message));

export function throwing(thrown: unknown): () => never {
  return () => {
    throw thrown as Error;
  };
}
