import type { DataObjectPlan, DataPlan, JsonObject, JsonValue } from "./plan.js";

/** Converts data of the plan to plain data. */
export function dataValue(data: DataPlan): JsonValue {
  if (data.kind === "literal") return data.value;
  return data.kind === "list" ? data.items.map(dataValue) : dataObject(data);
}

/** Converts a mapping of the plan to plain data. A key such as `__proto__` is treated like any other. */
export function dataObject({ entries }: DataObjectPlan): JsonObject {
  return Object.fromEntries(entries.map(({ key, value }) => [key.value, dataValue(value)]));
}
