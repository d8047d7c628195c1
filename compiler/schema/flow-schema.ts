import type { flowKeys } from "../parse/known-keys.js";
import { reservedNames } from "../../grammar/words.js";
import { flowOutput, node, policy } from "./node-schema.js";
import { count, mappingOf, orNothing, type Properties, type Schema, text } from "./schema-parts.js";

const typeReference = (description: string): Schema => ({ ...text(description, "./types.ts#Order"), pattern: "\\S" });

const flowProperties: Properties<(typeof flowKeys)[number]> = {
  name: orNothing({ ...text("The flow's name; without it, the file's name without its endings."), pattern: "\\S" }),
  entry: text("The node that receives the run's input."),
  nodes: {
    description: "The steps of the flow, by id.",
    type: "object",
    minProperties: 1,
    propertyNames: { not: { enum: ["", ...reservedNames] } },
    additionalProperties: { $ref: "#/definitions/node" },
  },
  edges: orNothing({
    description:
      "What leads where: `a >> (b | c)` for successors, `(a & b) >> c` waits for both, `(a | b) >> c` runs for each, `a >> (b when $result.ok | c otherwise)` for a choice.",
    type: "array",
    items: {
      anyOf: [
        {
          type: "string",
          pattern: ">>",
          patternErrorMessage: "An edge is written as `a >> b`.",
          examples: [
            "seed >> (geo | risk)",
            "(geo & risk) >> merge",
            "check >> (ship when $result.ok | refuse otherwise)",
          ],
        },
        { type: "array", minItems: 2, maxItems: 2, items: { type: ["string", "number", "boolean"] } },
      ],
    },
    examples: [["seed >> (geo | risk)", "(geo & risk) >> merge"]],
  }),
  input: orNothing(typeReference("The type of the run's input, or a schema that checks it: module and export.")),
  context: orNothing(
    typeReference("The type of the context that a run starts with, or a schema that checks it: module and export."),
  ),
  description: orNothing(text("Becomes the doc comment of the generated flow.")),
  policy: { $ref: "#/definitions/flowPolicy" },
  concurrency: orNothing(count("How many nodes may run at once. Without it, one after the other.")),
  output: orNothing(flowOutput),
  max_steps: orNothing(count("Ends a run that starts more nodes than this with an error.")),
};

/**
 * Returns the JSON Schema of the flow file, draft 7: keys, kinds of values, node types. It does not check whether names
 * refer to something. Its keys are those of the parser.
 */
export function flowSchema(): Schema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "flowc flow",
    description: "A flow: nodes that call functions, and the edges between them.",
    type: "object",
    if: { required: ["flow"] },
    then: mappingOf({ flow: { $ref: "#/definitions/flow" } }),
    else: { $ref: "#/definitions/flow" },
    definitions: {
      flow: mappingOf(flowProperties, { required: ["entry", "nodes"] }),
      node,
      flowPolicy: orNothing({
        ...policy,
        description: "For every node that has no value of its own: retries, timeouts, what follows an error.",
      }),
      nodePolicy: orNothing({
        ...policy,
        description: "Retries, timeouts and what follows an error; key by key before the flow's.",
      }),
    },
  };
}
