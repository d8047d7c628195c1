import { contextReferences } from "../emit/table/value-expression.js";
import { listSources } from "../source-set.js";
import type { NodePlan, ValuePlan } from "../plan.js";

/** Ids of the nodes whose results a value may contain, each of them once. */
export function sourcesOf(node: NodePlan, value: ValuePlan): string[] {
  const found = contextReferences(value).flatMap(({ scope, path }) => {
    // What was joined came from the parent that the path names.
    if (scope === "joins") return path[1] === undefined ? [] : [String(path[1].value)];
    const key = JSON.stringify(path.map((part) => String(part.value)));
    const read = node.reads.find((one) => one.scope === scope && JSON.stringify(one.path.map(String)) === key);
    return read === undefined ? [] : listSources(read.sources).map((source) => source.node);
  });
  return [...new Set(found)];
}
