import { part, place } from "../../runtime/index.js";
import type { WritePlan } from "../plan.js";
import { scopeKeys } from "../scope-keys.js";

type Write = (context: Record<PropertyKey, unknown>, result: unknown) => void;

/** Returns a function that writes a result to the targets of a node, in their order (SPEC 4). */
export function writer(outputs: readonly WritePlan[]): Write {
  const writes = outputs.map(writeOne);
  return (context, result) => {
    for (const write of writes) write(context, result);
  };
}

function writeOne({ part: key, target }: WritePlan): Write {
  const path = [...scopeKeys[target.scope], ...target.path.map(({ value }) => value)];
  const last = path.pop() ?? "";
  return (context, result) => {
    let parent: Record<PropertyKey, unknown> = context;
    for (const step of path) parent = place(parent, step) as Record<PropertyKey, unknown>;
    parent[last] = key === undefined ? result : part(result, key.value);
  };
}
