import type { FlowPlan } from "../../plan.js";
import { textWidth } from "../print/text-width.js";
import { type Expression, name } from "./expression.js";

/** V8 keeps records with more keys as dictionaries in any case. */
const mostNodes = 128;

/** Maximum width of an id, in columns. A longer id would not fit on a line, and its node works without a store. */
const longestId = 48;

/**
 * Returns `(to, value) => (to.id = value)` for each node, in their order, or nothing if stores would not help (a single node
 * is as fast without). See `FlowSpec` of the runtime.
 */
export function storesOf({ nodes }: FlowPlan): Expression[] {
  if (nodes.length === 1 || nodes.length > mostNodes) return [];
  return nodes.map(({ id }) => (textWidth(id) > longestId ? name("undefined") : { kind: "store", key: id }));
}
