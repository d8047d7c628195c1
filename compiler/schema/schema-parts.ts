import { durationUnits, longestDuration } from "../parse/known-keys.js";
import { scopeKeys } from "../scope-keys.js";

/** A JSON Schema, draft 7, with the extensions of yaml-language-server. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** A schema for each of these keys. A key that the parser accepts and the schema lacks does not compile. */
export type Properties<Key extends string> = { readonly [K in Key]: Schema };

/** Allows null in addition to a schema: a key without a value counts as left out. */
export function orNothing(schema: Schema): Schema {
  const { type } = schema;
  if (Array.isArray(type)) return { ...schema, type: [...(type as unknown[]), "null"] };
  if (typeof type === "string") {
    const { enum: words } = schema;
    return {
      ...schema,
      type: [type, "null"],
      ...(Array.isArray(words) ? { enum: [...(words as unknown[]), null] } : {}),
    };
  }
  const { description, examples, ...rest } = schema;
  return { description, ...(examples === undefined ? {} : { examples }), anyOf: [rest, { type: "null" }] };
}

/** Schema of a mapping with exactly these keys. */
export function mappingOf(properties: Readonly<Record<string, Schema>>, more: Schema = {}): Schema {
  return { type: "object", ...more, properties, additionalProperties: false };
}

export const text = (description: string, ...examples: readonly string[]): Schema => ({
  description,
  type: "string",
  ...(examples.length > 0 ? { examples } : {}),
});

export const count = (description: string): Schema => ({ description, type: "integer", minimum: 1 });

export const flag = (description: string): Schema => ({ description, type: "boolean" });

/** Schema of a duration: `500ms`, `1.5 s`, a number of milliseconds. */
export function duration(description: string, limits: Schema = {}): Schema {
  const units = Object.keys(durationUnits).join("|");
  return {
    description: `${description} ${Object.keys(durationUnits)
      .map((unit) => `\`${unit}\``)
      .join(", ")}, or a number of milliseconds.`,
    examples: ["500ms", "30s", "5m"],
    // Each keyword applies only to values of its own type.
    type: ["number", "string"],
    minimum: 0,
    maximum: longestDuration,
    ...limits,
    pattern: `^\\s*\\d+(\\.\\d+)?\\s*(${units})?\\s*$`,
    patternErrorMessage: "A duration is written as `500ms`, `30s`, `5m` or `1h`.",
  };
}

const scopes = Object.keys(scopeKeys).join("|");

/** Schema of a place that a result may be written to (SPEC 4). */
export const target: Schema = {
  description: "Where it is written: `$ctx.…`, `$payload.…` or `$joins.…`, with or without the `$`; `$.` is `$ctx.`.",
  type: "string",
  pattern: `^\\s*(\\$?(${scopes})\\s*[.[]|\\$[.[])`,
  patternErrorMessage: "A result is written to a place such as `$ctx.data.raw`.",
  examples: ["$ctx.data.raw"],
};

/** Schema of an expression (SPEC 3). In a list of inputs, an expression gives its value a key. */
export const expression: Schema = {
  description: "An expression. The last part of its path is the key in the payload.",
  type: "string",
  pattern: `^\\s*(\\$([^$]|$)|(${scopes}|env)\\s*([.[]|$))`,
  patternErrorMessage: "A list contains expressions such as `$ctx.order.id`, which give their values keys.",
  examples: ["$ctx.order.id", "$payload.fetch", "$env.API_KEY"],
};

/** Schema of what a node calls (SPEC 1). */
export const callable: Schema = {
  type: "string",
  pattern: "\\S",
  examples: [
    "./ops.ts#extract",
    "@acme/ops#extract",
    "node:path#basename",
    "examples.ops.extract",
    "$ctx.handlers.extract",
  ],
};
