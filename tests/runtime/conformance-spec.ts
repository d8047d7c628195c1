/**
 * Creates the table of a conformance case without the compiler. It supports just enough of the language for these
 * cases, so that the runtime alone is compared with the reference.
 */
import * as ops from "../../fixtures/conformance/ops.js";
import { env, everyFeature, type FlowSpec, type NodeSpec, part, place, read, text } from "@flowc/runtime";

type Json = Record<string, unknown>;
type Context = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const opNamed = (name: string): ((...args: never) => unknown) =>
  Reflect.get(ops, name) as (...args: never) => unknown;

/** The parts of `(a & b) >> (c | d)`. */
function idsOf(group: string): string[] {
  return group.split(/[()&|\s]+/).filter((id) => id !== "");
}

function edgesOf(flow: Json): [string, string][] {
  const edges = (flow["edges"] ?? []) as (string | [string, string])[];
  return edges.flatMap((edge) => {
    const [left, right] = typeof edge === "string" ? edge.split(">>") : edge;
    return idsOf(left ?? "").flatMap((from) => idsOf(right ?? "").map((to): [string, string] => [from, to]));
  });
}

const scopes: Record<string, string | undefined> = { payload: "payloads", joins: "joins" };

function pathOf(expression: string): { scope: string; keys: string[] } {
  const [scope = "", ...keys] = expression
    .trim()
    .replace(/^\$\.?/, (dollar) => (dollar === "$." ? "ctx." : ""))
    .split(".");
  return { scope, keys };
}

const isExpression = (value: string): boolean => /^\s*(\$|(ctx|payload|joins|env)(\.|\s*$))/.test(value);

function evaluate(expression: string, context: Context): unknown {
  const { scope, keys } = pathOf(expression);
  if (scope === "env") return env(keys.join("."));
  const key = scopes[scope];
  return readPath(key === undefined ? context : context[key], keys);
}

function readPath(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((found, key) => read(found, key), value);
}

function valueOf(value: unknown, context: Context): unknown {
  if (typeof value === "string") {
    if (value.includes("{{")) {
      const parts = value.split(/\{\{(.*?)\}\}/);
      return text(...parts.map((part, at) => (at % 2 === 1 ? evaluate(part, context) : part)));
    }
    return isExpression(value) ? evaluate(value, context) : value;
  }
  if (Array.isArray(value)) return value.map((item) => valueOf(item, context));
  if (isObject(value)) return mapped(value, context);
  return value;
}

const mapped = (value: Json, context: Context): Json =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, valueOf(inner, context)]));

/** Turns a list into the mapping that it means. */
function listed(items: readonly unknown[]): Json {
  const entries = items.flatMap((item, at): [string, unknown][] => {
    if (isObject(item)) return Object.entries(item);
    return [[pathOf(String(item)).keys.at(-1) ?? `value_${at}`, item]];
  });
  return Object.fromEntries(entries);
}

function inputsOf(given: unknown): ((context: Context) => unknown) | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given === "string") return (context) => valueOf(given, context);
  const mapping = Array.isArray(given) ? listed(given) : (given as Json);
  const entries = Object.entries(mapping).filter(([key]) => key !== "callable" && key !== "routing_rule");
  const [first] = entries;
  if (first === undefined) return undefined;
  if (entries.length === 1) return (context) => valueOf(first[1], context);
  return (context) => mapped(Object.fromEntries(entries), context);
}

function writesOf(given: unknown): ((context: Context, result: unknown) => void) | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given === "string") return (context, result) => write(context, given, result);
  if (Array.isArray(given)) {
    const all = given.map(writesOf);
    return (context, result) => all.forEach((one) => one?.(context, result));
  }
  const entries = Object.entries(given as Json);
  return (context, result) => entries.forEach(([key, to]) => write(context, String(to), part(result, key)));
}

function write(context: Context, target: string, value: unknown): void {
  const { scope, keys } = pathOf(target);
  const key = scopes[scope];
  let parent: Context = key === undefined ? context : (place(context, key) as Context);
  for (const step of keys.slice(0, -1)) parent = place(parent, step) as Context;
  parent[keys.at(-1) ?? ""] = value;
}

function nodeSpec(id: string, node: Json, edges: readonly [string, string][]): NodeSpec {
  const settings = (node["context"] ?? {}) as Json;
  const inputs = settings["inputs"] ?? settings["input"];
  const named = isObject(inputs) ? (inputs["callable"] ?? inputs["routing_rule"]) : undefined;
  const callable = String(node["callable"] ?? node["routing_rule"] ?? named);
  const type = String(node["type"] ?? "FunctionNode")
    .split(".")
    .at(-1);
  const next = [...new Set(edges.filter(([from, to]) => from === id && to !== id).map(([, to]) => to))];
  const parents = [...new Set(edges.filter(([from, to]) => to === id && from !== id).map(([from]) => from))];
  const [read_, writes] = [inputsOf(inputs), writesOf(settings["outputs"] ?? settings["output"])];
  const common = {
    id,
    ...(parents.length > 1 ? { joins: parents.sort().map((parent) => [parent]) } : {}),
    ...(read_ === undefined ? {} : { inputs: read_ }),
    ...(writes === undefined ? {} : { writes }),
  };
  if (type === "LoopNode") {
    const key = node["items_key"];
    const items = key === undefined ? {} : { items: (payload: unknown) => read(payload, String(key)) };
    const enumerate = node["enumerate_items"] === true ? { enumerate: true as const } : {};
    return { ...common, kind: "loop", body: String(node["body_route"] ?? next[0]), ...items, ...enumerate };
  }
  const kind = type === "FunctionNode" ? "function" : "router";
  const called = {
    ...common,
    kind,
    next,
    ...(node["allow_context_access"] === true ? { context: true as const } : {}),
  } as const;
  if (!isExpression(callable)) return { ...called, call: opNamed(callable.replace("ops.", "")) };
  return { ...called, callable: (context: Context) => evaluate(callable, context) };
}

/** Creates the table of a parsed flow file. */
export function specOf(file: Json): FlowSpec {
  const flow = (file["flow"] ?? file) as Json;
  const edges = edgesOf(flow);
  const nodes = Object.entries(flow["nodes"] as Json).map(([id, node]) => nodeSpec(id, (node ?? {}) as Json, edges));
  return { name: "case", entry: String(flow["entry"]), nodes, uses: everyFeature };
}
