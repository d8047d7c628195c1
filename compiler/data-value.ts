import type { DataObjectPlan, DataPlan, JsonObject, JsonValue } from "./plan.js";

/** Data of the plan as plain data. */
export function dataValue(data: DataPlan): JsonValue {
  if (data.kind === "literal") return data.value;
  return data.kind === "list" ? data.items.map(dataValue) : dataObject(data);
}

/** A mapping of the plan as plain data. A key such as `__proto__` becomes data like any other. */
export function dataObject({ entries }: DataObjectPlan): JsonObject {
  return Object.fromEntries(entries.map(({ key, value }) => [key.value, dataValue(value)]));
}
