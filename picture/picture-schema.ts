import { pictureVersion } from "./picture.js";

const text = { type: "string" } as const;
const count = { type: "integer", minimum: 1 } as const;
const listOf = (items: object): object => ({ type: "array", items });

/** An object that may have more keys: later versions add some. */
function objectOf(required: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}): object {
  return { type: "object", required: Object.keys(required), properties: { ...required, ...optional } };
}

const sign = objectOf({
  kind: { enum: ["retry", "timeout", "continue", "concurrency", "steps", "undo", "broken"] },
  text,
  title: text,
});

const node = objectOf(
  {
    id: text,
    kind: { enum: ["function", "router", "loop"] },
    label: text,
    arrival: listOf({ type: "array", items: text, minItems: 1 }),
    signs: listOf(sign),
    place: objectOf({ line: count, column: count }, { file: text }),
  },
  {
    isClass: { const: true },
    callable: text,
    flow: objectOf({}, { file: text }),
    summary: text,
    parent: text,
    container: objectOf({ caption: text }, { collect: text, handler: text }),
  },
);

const edge = objectOf(
  { id: text, from: text, to: text, kind: { enum: ["flow", "choice", "error", "body", "done", "entry"] } },
  {
    isBack: { const: true },
    label: text,
    choice: { type: "array", items: { type: "integer", minimum: 0 }, minItems: 2, maxItems: 2 },
    group: { type: "integer", minimum: 0 },
  },
);

/** The JSON Schema of a picture's data (`flowc graph --as json`). */
export const pictureSchema: object = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "The picture of a flow, without places",
  ...objectOf(
    {
      schema: { const: pictureVersion },
      name: text,
      file: text,
      signs: listOf(sign),
      nodes: listOf(node),
      edges: listOf(edge),
    },
    { description: text, entry: text, input: text, handler: text, isPartial: { const: true } },
  ),
};

/** The schema as a file. */
export function pictureSchemaText(): string {
  return `${JSON.stringify(pictureSchema, undefined, 2)}\n`;
}
