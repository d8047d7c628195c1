import { type FlowDescription, type FlowEvent, parseSteps } from "../../../runtime/index.js";

/** Where a failure of a node that runs a flow began. */
export interface Origin {
  /** From the node of the run's own flow to the node that failed: `["price", "calc"]`. */
  readonly path: readonly string[];
  /** The place of the last one in its flow file; undefined if that is not known. */
  readonly at: string | undefined;
}

/** Follows the failures in flows that nodes run. A failure comes up from flow to flow as it is. */
export interface FailureOrigins {
  hear(event: FlowEvent): void;
  /** Undefined if the node of the run's own flow failed by itself. */
  of(nodeId: unknown, error: unknown): Origin | undefined;
}

export function createFailureOrigins(): FailureOrigins {
  const flows = new Map<string, () => FlowDescription>();
  const known = new WeakMap<object, Origin>();
  /** Of the last thrown value that is no object. */
  let last: { readonly error: unknown; readonly origin: Origin } | undefined;
  const find = (error: unknown): Origin | undefined =>
    isObject(error) ? known.get(error) : last !== undefined && Object.is(last.error, error) ? last.origin : undefined;
  return {
    hear: (event) => {
      const { within } = event;
      if (within === undefined) return;
      const key = JSON.stringify(within);
      if (event.type === "run" && event.describe !== undefined) flows.set(key, event.describe);
      else if (event.type === "end") flows.delete(key);
      if (event.type !== "failed") return;
      const { nodeId, error } = event;
      const path = [...within.map((step) => parseSteps(step)?.[0]?.nodeId ?? step), nodeId];
      const before = find(error);
      if (before !== undefined && path.every((id, level) => before.path[level] === id)) return;
      const at = flows
        .get(key)?.()
        .nodes.find(({ id }) => id === nodeId)?.at;
      if (isObject(error)) known.set(error, { path, at });
      else last = { error, origin: { path, at } };
    },
    of: (nodeId, error) => {
      const origin = find(error);
      return origin?.path[0] === nodeId ? origin : undefined;
    },
  };
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
