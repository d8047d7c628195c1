import { contextReferences } from "../emit/table/value-expression.js";
import type { NodePlan, ValuePlan } from "../plan.js";

/** Ids of the nodes whose results a value may hold; each once. */
export function sourcesOf(node: NodePlan, value: ValuePlan): string[] {
  const found = contextReferences(value).flatMap(({ scope, path }) => {
    const key = JSON.stringify(path.map((part) => String(part.value)));
    const read = node.reads.find((one) => one.scope === scope && JSON.stringify(one.path.map(String)) === key);
    return read?.sources.map((source) => source.node) ?? [];
  });
  return [...new Set(found)];
}
