import { describe, expect, test } from "vitest";
import { planFlow } from "../../compiler/plan-flow.js";
import { permissiveHost } from "../docs/page-host.js";

/** Values of every kind that YAML has, as JSON. */
const kinds = {
  null: "null",
  true: "true",
  zero: "0",
  negative: "-1",
  fraction: "0.5",
  infinity: ".inf",
  "not a number": ".nan",
  "a huge number": "1e400",
  empty: '""',
  blank: '" "',
  text: "some text",
  "a hostile text": "__proto__",
  "an empty list": "[]",
  list: "[x]",
  "a list of null": "[null]",
  "a list of lists": "[[x]]",
  "an empty mapping": "{}",
  mapping: "{ x: y }",
  "a hostile mapping": "{ __proto__: { x: y } }",
} as const;
type Kind = keyof typeof kinds;

const numbers: readonly Kind[] = ["zero", "negative", "fraction", "infinity", "not a number", "a huge number"];
const texts: readonly Kind[] = ["empty", "blank", "text", "a hostile text"];
const all = Object.keys(kinds) as Kind[];
/** `key:` without a value counts as a missing key. */
const leftOut: readonly Kind[] = ["null"];

/** A value in a list has no key, and infinite numbers are not data. */
const notAsInputs: readonly Kind[] = [
  "list",
  "a list of null",
  "a list of lists",
  "a hostile mapping",
  "infinity",
  "not a number",
  "a huge number",
];

/**
 * Where a value goes (`@` in the flow), and the kinds that are valid there. Every other kind gives one error at its
 * place.
 */
interface Slot {
  readonly key: string;
  readonly flow: string;
  readonly fine: readonly Kind[];
  /** Kinds that give more than one error. */
  readonly several?: readonly Kind[];
}

const flowWith = (line: string): string => `entry: a\nnodes:\n  a: { callable: ops.f }\n${line}\n`;
const nodeWith = (entry: string): string => `entry: a\nnodes:\n  a: { callable: ops.f, ${entry} }\n`;
const loopWith = (entry: string): string =>
  `entry: a\nnodes:\n  a: { type: LoopNode, ${entry} }\n  b: { callable: ops.f }\nedges: [a >> b]\n`;

const slots: readonly Slot[] = [
  { key: "the file", flow: "@\n", fine: [] },
  { key: "flow", flow: "flow: @\n", fine: [] },
  { key: "name", flow: flowWith("name: @"), fine: [...leftOut, "text", "a hostile text"] },
  { key: "description", flow: flowWith("description: @"), fine: [...leftOut, ...texts] },
  { key: "entry", flow: "nodes:\n  a: { callable: ops.f }\nentry: @\n", fine: [] },
  { key: "nodes", flow: "entry: a\nnodes: @\n", fine: [], several: ["mapping", "a hostile mapping"] },
  { key: "node", flow: "entry: a\nnodes:\n  a: @\n", fine: [], several: ["mapping", "a hostile mapping"] },
  { key: "edges", flow: flowWith("edges: @"), fine: [...leftOut, "an empty list"] },
  { key: "edge", flow: flowWith("edges: [@]"), fine: [] },
  { key: "input", flow: flowWith("input: @"), fine: leftOut },
  { key: "context of a flow", flow: flowWith("context: @"), fine: leftOut },
  { key: "concurrency", flow: flowWith("concurrency: @"), fine: leftOut },
  { key: "max_steps", flow: flowWith("max_steps: @"), fine: leftOut },
  { key: "policy", flow: flowWith("policy: @"), fine: [...leftOut, "an empty mapping"] },
  { key: "retry", flow: flowWith("policy: { retry: @ }"), fine: leftOut, several: ["mapping", "a hostile mapping"] },
  { key: "max_attempts", flow: flowWith("policy: { retry: { max_attempts: @ } }"), fine: [] },
  {
    key: "delay",
    flow: flowWith("policy: { retry: { max_attempts: 2, delay: @ } }"),
    fine: [...leftOut, "zero", "fraction"],
  },
  { key: "mode", flow: flowWith("policy: { retry: { max_attempts: 2, mode: @ } }"), fine: leftOut },
  {
    key: "jitter",
    flow: flowWith("policy: { retry: { max_attempts: 2, jitter: @ } }"),
    fine: [...leftOut, "zero", "fraction"],
  },
  {
    key: "on",
    flow: flowWith("policy: { retry: { max_attempts: 2, on: @ } }"),
    fine: [...leftOut, "text", "a hostile text", "list"],
  },
  { key: "timeout", flow: flowWith("policy: { timeout: @ }"), fine: [...leftOut, "fraction"] },
  { key: "on_error", flow: flowWith("policy: { on_error: @ }"), fine: leftOut },
  { key: "goto", flow: flowWith("policy: { on_error: { goto: @ } }"), fine: [] },
  { key: "type", flow: nodeWith("type: @"), fine: leftOut },
  { key: "name of a node", flow: nodeWith("name: @"), fine: [...leftOut, ...texts] },
  { key: "callable", flow: "entry: a\nnodes:\n  a: { callable: @ }\n", fine: [] },
  {
    key: "routing_rule",
    flow: "entry: a\nnodes:\n  a: { type: RoutingNode, routing_rule: @ }\n  b: { callable: ops.f }\nedges: [a >> b]\n",
    fine: [],
  },
  { key: "context", flow: nodeWith("context: @"), fine: [...leftOut, "an empty mapping"] },
  {
    key: "inputs",
    flow: nodeWith("context: { inputs: @ }"),
    fine: all.filter((kind) => !notAsInputs.includes(kind)),
  },
  {
    key: "outputs",
    flow: nodeWith("context: { outputs: @ }"),
    fine: [...leftOut, "an empty list", "an empty mapping"],
  },
  { key: "output of a part", flow: nodeWith("context: { outputs: { x: @ } }"), fine: [] },
  { key: "allow_context_access", flow: nodeWith("allow_context_access: @"), fine: [...leftOut, "true"] },
  {
    key: "describe",
    flow: nodeWith("describe: @"),
    fine: [...leftOut, "an empty mapping", "mapping", "a hostile mapping"],
  },
  {
    key: "config",
    flow: "entry: a\nnodes:\n  a: { type: ./nodes.ts#A, config: @ }\n",
    fine: [...leftOut, "an empty mapping", "mapping", "a hostile mapping"],
  },
  { key: "policy of a node", flow: nodeWith("policy: @"), fine: [...leftOut, "an empty mapping"] },
  { key: "body_route", flow: loopWith("body_route: @"), fine: leftOut },
  { key: "loop_route", flow: loopWith("loop_route: @"), fine: leftOut },
  { key: "done_route", flow: loopWith("body_route: b, done_route: @"), fine: leftOut },
  {
    key: "collect",
    flow: "entry: a\nnodes:\n  a: { type: LoopNode, body_route: b, done_route: c, collect: @ }\n  b: { callable: ops.f }\n  c: { callable: ops.f }\nedges: [a >> (b | c)]\n",
    fine: leftOut,
  },
  { key: "items_key", flow: loopWith("items_key: @"), fine: [...leftOut, "text", "blank", "empty"] },
  { key: "concurrency of a loop", flow: `${loopWith("concurrency: @")}concurrency: 9\n`, fine: leftOut },
  { key: "batch", flow: loopWith("batch: @"), fine: leftOut },
  { key: "undo", flow: nodeWith("undo: @"), fine: leftOut, several: ["a hostile mapping", "mapping"] },
  { key: "call of undo", flow: nodeWith("undo: { call: @ }"), fine: [] },
  { key: "also", flow: nodeWith("undo: { call: ops.f, also: @ }"), fine: leftOut },
  {
    key: "undo of on_error",
    flow: nodeWith("policy: { on_error: { goto: a, undo: @ } }"),
    fine: [...leftOut, "true"],
  },
  { key: "enumerate_items", flow: loopWith("enumerate_items: @"), fine: [...leftOut, "true"] },
];

/** The errors of a flow, as code and place. */
function errorsOf(text: string): string[] {
  const { diagnostics, plan } = planFlow({ path: "case.flow.yaml", text }, permissiveHost);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(plan === undefined).toBe(errors.length > 0);
  return errors.map(({ code, span }) => `${code} ${span.start.offset}`);
}

describe.each(slots)("$key", ({ flow, fine, several = [] }) => {
  const start = flow.indexOf("@");

  test.each(all)("%s", (kind) => {
    const errors = errorsOf(flow.replace("@", kinds[kind]));
    if (fine.includes(kind)) {
      expect(errors).toEqual([]);
    } else {
      if (several.includes(kind)) return void expect(errors.length).toBeGreaterThan(1);
      expect(errors).toHaveLength(1);
      const [offset = -1] = errors.map((error) => Number(error.split(" ")[1]));
      const key = flow.slice(0, start).search(/[\w]+: *\[?$/u);
      const places = {
        from: leftOut.includes(kind) || kind.startsWith("an empty") ? 0 : Math.max(0, key),
        to: start + kinds[kind].length,
      };
      expect(offset, errors[0]).toBeGreaterThanOrEqual(places.from);
      expect(offset, errors[0]).toBeLessThanOrEqual(places.to);
    }
  });
});

test("numbers are not texts", () => {
  for (const kind of numbers) expect(errorsOf(flowWith(`name: ${kinds[kind]}`))).toHaveLength(1);
});
