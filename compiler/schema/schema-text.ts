import { flowSchema } from "./flow-schema.js";

/**
 * Returns the JSON Schema of the flow file as JSON: what `flowc schema` prints, and what the package exports as
 * `flowc/schema.json`.
 */
export function schemaText(): string {
  return `${JSON.stringify(flowSchema(), undefined, 2)}\n`;
}
