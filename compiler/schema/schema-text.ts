import { flowSchema } from "./flow-schema.js";

/** The JSON Schema of the flow file as JSON: what `flowc schema` prints, and what the package holds as `flowc/schema.json`. */
export function schemaText(): string {
  return `${JSON.stringify(flowSchema(), undefined, 2)}\n`;
}
