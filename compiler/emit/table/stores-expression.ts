import type { FlowPlan } from "../../plan.js";
import { textWidth } from "../print/text-width.js";
import type { Entry } from "./expression.js";

/** V8 keeps records of more keys as dictionaries, whoever fills them. */
const mostNodes = 128;

/** Display columns of an id: longer ones would not fit in a line twice, and work without a store of their own. */
const longestId = 32;

/** `id: (records, value) => (records["id"] = value)` for each node; none where they are of no use. See `FlowSpec` of the runtime. */
export function storeEntries({ nodes }: FlowPlan): Entry[] {
  if (nodes.length > mostNodes) return [];
  return (
    nodes
      // TypeScript takes the methods that every object has for what is meant by their names.
      .filter(({ id }) => textWidth(id) <= longestId && !(id in Object.prototype))
      .map(({ id }) => ({ key: id, value: { kind: "store", key: id } }))
  );
}
