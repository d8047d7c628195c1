import type { contextKeys, onErrorKeys, policyKeys, retryKeys, undoKeys } from "../parse/known-keys.js";
import {
  callableKeys,
  errorRules,
  flowNodeKeys,
  loopKeys,
  nodeKeys,
  nodeTypes,
  retryModes,
} from "../parse/known-keys.js";
import {
  callable,
  count,
  duration,
  expression,
  flag,
  mappingOf,
  orNothing,
  type Properties,
  type Schema,
  target,
  text,
} from "./schema-parts.js";

const typeNames = [...nodeTypes.keys()];
const prefix = "illumo_flow\\.(core\\.)?";
const namesOf = (...kinds: readonly string[]): string =>
  [...nodeTypes]
    .filter(([, kind]) => kinds.includes(kind))
    .map(([name]) => name)
    .join("|");

/** Schema of a `type` that names one of these kinds. */
const typeOf = (...kinds: readonly string[]): Schema => ({
  type: "string",
  pattern: `^(${prefix})?(${namesOf(...kinds)})$`,
});
const isLoop: Schema = { required: ["type"], properties: { type: typeOf("loop") } };
/** A node class written by the user, by module and export. */
const ofClass: Schema = { type: "string", pattern: `^(?!${prefix}).*[#./]` };
const isClass: Schema = { required: ["type"], properties: { type: ofClass } };

const type: Schema = {
  description:
    "What kind of node it is. `FunctionNode`, the default, calls a function; `RoutingNode` (or `CustomRoutingNode`) chooses among its successors; `LoopNode` starts its body once an item; `./nodes.ts#HttpNode` is a class of yours.",
  default: "FunctionNode",
  anyOf: [
    { type: "string", enum: typeNames },
    { type: "string", pattern: `^${prefix}(${typeNames.join("|")})$` },
    { ...ofClass, examples: ["./nodes.ts#HttpNode"] },
  ],
};

/** A path relative to the flow file: neither absolute nor a URL, without a sign that imports read in another way, and of no folder. */
const pathOfFlow = "^(?![/\\\\~@]|[A-Za-z]:|[A-Za-z][A-Za-z+.-]+://)(?!.*\\.(ya?ml|json)[/\\\\]+$)[^#%?]+$";
/** What a module exports. A flow file has no parts. */
const exportOfFlow = "^(?![^#]*\\.(ya?ml|json)#)[^#]*#";

/** The keys that name a callable, in a node or in its inputs. */
const callables: Properties<(typeof callableKeys)[number]> = {
  callable: { ...callable, description: "The function that the node calls: module and export, `./ops.ts#extract`." },
  routing_rule: {
    ...callable,
    description: "The function that decides which successors run: it returns `route(…)`, ids, or nothing.",
  },
};
const [first, second] = callableKeys;
const names = (key: string): Schema => ({ required: [key], properties: { [key]: { type: "string" } } });
const calls: Schema = { anyOf: callableKeys.map(names) };
const callsInInputs: Schema = {
  required: ["context"],
  properties: {
    context: {
      type: "object",
      anyOf: ["inputs", "input"].map((key) => ({
        required: [key],
        properties: { [key]: { type: "object", ...calls } },
      })),
    },
  },
};

const value: Schema = { description: "An expression, a template, or any data." };
/** One value alone, or a list of expressions that become an object. */
const valueOrList: readonly Schema[] = [
  { type: ["string", "number", "boolean"] },
  { type: "array", items: { anyOf: [expression, { type: "object", additionalProperties: value }] } },
];
export const flowOutput: Schema = {
  description:
    "What the flow gives its caller: one value, an object, or a list of expressions that become one. Without it, what the only node without successors returned.",
  examples: ["$ctx.report", { total: "$ctx.total", country: "$payload.geo.country" }],
  anyOf: [...valueOrList, { type: "object", additionalProperties: value }],
};
const inputs: Schema = {
  description:
    "What the node is called with: nothing (what arrived), one value alone, an object, or a list of expressions that become one. Strings that begin with `$` are expressions, `{{ … }}` is a template.",
  examples: ["$ctx.order", { id: "$ctx.order.id", text: "for {{ $ctx.customer.name }}" }],
  anyOf: [
    ...valueOrList,
    {
      type: "object",
      properties: { callable: orNothing(callables.callable), routing_rule: orNothing(callables.routing_rule) },
      additionalProperties: value,
      not: { allOf: callableKeys.map(names) },
    },
  ],
};
const outputs: Schema = {
  description: "Where the result goes: a place for all of it, a mapping of its keys to places, or a list of both.",
  examples: ["$ctx.data.raw", { total: "$ctx.total" }],
  anyOf: [
    target,
    { type: "object", additionalProperties: target },
    { type: "array", items: { anyOf: [target, { type: "object", additionalProperties: target }] } },
  ],
};
const isGiven = (key: string): Schema => ({
  type: "object",
  required: [key],
  properties: { [key]: { not: { type: "null" } } },
});
const context: Properties<(typeof contextKeys)[number]> = {
  inputs: orNothing(inputs),
  input: orNothing({ ...inputs, description: "The same as `inputs`." }),
  outputs: orNothing(outputs),
  output: orNothing({ ...outputs, description: "The same as `outputs`." }),
};

const retry: Properties<(typeof retryKeys)[number]> = {
  max_attempts: count("How often the callable is called at most; the first call counts."),
  delay: orNothing(duration("The wait before another attempt:")),
  mode: orNothing({ description: "Whether the wait stays the same, or doubles.", type: "string", enum: retryModes }),
  jitter: orNothing({
    description: "How much of the wait is left to chance: 0 to 1.",
    type: "number",
    minimum: 0,
    maximum: 1,
  }),
  on: orNothing({
    description: "Names of the errors after which it is tried again; without it, all.",
    examples: ["TimeoutError", ["BusyError", "ResetError"]],
    anyOf: [
      { type: "string", pattern: "\\S" },
      { type: "array", minItems: 1, items: { type: "string", pattern: "\\S" } },
    ],
  }),
};
const onError: Properties<(typeof onErrorKeys)[number]> = {
  goto: text("The node that handles the failure."),
  undo: orNothing(flag("Whether what the run has done is undone first. Then the node starts alone.")),
};
const undo: Properties<(typeof undoKeys)[number]> = {
  call: { ...callable, description: "The function that undoes it.", examples: ["./ops.ts#refund"] },
  also: orNothing({
    description: "`failed`: failed activations are undone too, without a result.",
    type: "string",
    enum: ["failed"],
  }),
};
const policyProperties: Properties<(typeof policyKeys)[number]> = {
  retry: orNothing(
    mappingOf(retry, { description: "Calls a callable that failed again.", required: ["max_attempts"] }),
  ),
  timeout: orNothing(duration("How long one attempt may take:", { exclusiveMinimum: 0 })),
  on_error: orNothing({
    description:
      "What happens when the node has failed for good: `stop` rethrows, `continue` goes on with the node's own input, `{ goto: node }` starts that node alone.",
    default: "stop",
    anyOf: [{ type: "string", enum: errorRules }, mappingOf(onError, { required: ["goto"] })],
  }),
};

/** `policy` of a flow or a node (SPEC 7). */
export const policy: Schema = mappingOf(policyProperties);

const nodeProperties: Properties<(typeof nodeKeys)[number]> = {
  type: orNothing(type),
  name: orNothing(text("A label for people; the id without it.")),
  context: orNothing(
    mappingOf(context, {
      description: "What the node reads and writes.",
      not: {
        anyOf: [{ allOf: [isGiven("inputs"), isGiven("input")] }, { allOf: [isGiven("outputs"), isGiven("output")] }],
      },
    }),
  ),
  callable: orNothing(callables.callable),
  routing_rule: orNothing(callables.routing_rule),
  allow_context_access: orNothing(flag("Whether the callable gets the context as its second argument.")),
  describe: orNothing({
    description: "Any data, which `flow.describe()` returns; `summary` becomes the doc comment.",
    type: "object",
  }),
  body_route: orNothing(text("Of a LoopNode: the successor that is started once an item.")),
  loop_route: orNothing(text("Of a LoopNode: the loop itself, as the Python package spells it. May be left out.")),
  items_key: orNothing(text("Of a LoopNode: the key of its payload that holds the list.")),
  enumerate_items: orNothing(flag("Of a LoopNode: whether the body gets `{ item, index }`.")),
  done_route: orNothing(
    text("Of a LoopNode: the successor that starts once, after all items, with the list of their results."),
  ),
  collect: orNothing(text("Of a LoopNode: the node of the body whose results `done_route` gets.")),
  concurrency: orNothing(
    count(
      "Of a LoopNode: how many of its items are under way at most, with all that they cause. 1 makes them follow each other.",
    ),
  ),
  batch: orNothing(
    count("Of a LoopNode: how many items a durable run handles as one part. Changes nothing in other runs."),
  ),
  config: orNothing({ description: "Of a class of yours: data that it is constructed with.", type: "object" }),
  result: orNothing({
    ...text("The type of what the node returns, or a schema that checks it: module and export.", "./types.ts#Order"),
    pattern: "\\S",
  }),
  policy: { $ref: "#/definitions/nodePolicy" },
  undo: orNothing({
    description:
      "What undoes the node if the run fails: a function, called with `{ input, result, error }`, or `{ call, also: failed }`.",
    examples: ["./ops.ts#refund"],
    anyOf: [{ type: "string", pattern: "^(?!\\s*\\$)\\s*\\S" }, mappingOf(undo, { required: ["call"] })],
  }),
  flow: orNothing({
    ...text("The flow that the node runs, with its payload as the input: a flow file, or what a package exports."),
    examples: ["./enrich.flow.yaml", "@acme/flows#enrich"],
    allOf: [{ pattern: "^(?!\\s*\\$)\\s*\\S" }, { anyOf: [pathOfFlow, exportOfFlow].map((pattern) => ({ pattern })) }],
  }),
};

/** The keys of other nodes, which a node with a `flow` cannot have. */
const notOfFlows = nodeKeys.filter((key) => !flowNodeKeys.includes(key));
const without = (...keys: readonly string[]): Schema => ({
  properties: Object.fromEntries(keys.map((key) => [key, false])),
});

/** A node of a flow (SPEC 1). */
export const node: Schema = mappingOf(nodeProperties, {
  description: "A step of the flow.",
  allOf: [
    { not: { allOf: [names(first), names(second)] } },
    { not: { allOf: [calls, callsInInputs] } },
    {
      if: names("flow"),
      then: { ...without(...notOfFlows), not: callsInInputs },
      else: {
        if: isLoop,
        then: without(...callableKeys, "config", "result", "undo"),
        else: {
          if: isClass,
          then: without(...callableKeys, ...loopKeys),
          else: {
            ...without(...loopKeys, "config"),
            anyOf: [...callableKeys.map(names), callsInInputs],
          },
        },
      },
    },
  ],
});
