import type { FlowPlan } from "../../plan.js";
import { textWidth } from "../print/text-width.js";
import { type Entry, object } from "./expression.js";

/** V8 keeps records of more keys as dictionaries, whoever fills them. */
const mostNodes = 128;

/** Display columns of an id: longer ones would not fit in a line twice, and work without a store of their own. */
const longestId = 32;

/** `stores: { id: (records, value) => (records["id"] = value), … }` of the table: see `FlowSpec` of the runtime. */
export function storesEntry({ nodes }: FlowPlan): Entry[] {
  const stores = nodes
    .filter(({ id }) => textWidth(id) <= longestId)
    .map(({ id }): Entry => ({ key: id, value: { kind: "store", key: id } }));
  if (nodes.length > mostNodes || stores.length === 0) return [];
  return [{ key: "stores", value: object(stores, true) }];
}
