import type { FlowPlan } from "../../plan.js";
import { textWidth } from "../print/text-width.js";
import type { Entry } from "./expression.js";

/** V8 keeps records with more keys as dictionaries in any case. */
const mostNodes = 128;

/**
 * Maximum width of an id, in columns. A longer id would not fit on a line twice, and its node works without a store.
 */
const longestId = 32;

/**
 * Returns `id: (records, value) => (records["id"] = value)` for each node, or nothing if stores would not help. See
 * `FlowSpec` of the runtime.
 */
export function storeEntries({ nodes }: FlowPlan): Entry[] {
  if (nodes.length > mostNodes) return [];
  return (
    nodes
      // TypeScript would confuse properties with these names with the methods that every object has.
      .filter(({ id }) => textWidth(id) <= longestId && !(id in Object.prototype))
      .map(({ id }) => ({ key: id, value: { kind: "store", key: id } }))
  );
}
