import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import draft7 from "ajv/lib/refs/json-schema-draft-07.json" with { type: "json" };
import { describe, expect, test } from "vitest";
import { isScalar, parseDocument } from "yaml";
import { flowPathFault } from "../../compiler/analyze/flow-path.js";
import { planFlow } from "../../compiler/plan-flow.js";
import { flowSchema } from "../../compiler/schema/flow-schema.js";
import { permissiveHost } from "../docs/page-host.js";

const fixtures = path.resolve(import.meta.dirname, "../../fixtures");
const files = (readdirSync(fixtures, { recursive: true }) as string[])
  .filter((file) => /(?:\.flow\.(?:yaml|yml|json)|cases\/[^/]+\/flow\.yaml)$/u.test(file))
  .sort();

const validate = new Ajv().compile(flowSchema());

/** Compares keys as they are written: `1` and `1.0` differ. */
const isSameKey = (a: unknown, b: unknown): boolean => isScalar(a) && isScalar(b) && a.source === b.source;

/** What the schema finds wrong with a text; for a text that is not YAML or not a tree of data, the reason. */
function faultsOf(text: string): readonly string[] {
  const document = parseDocument(text, { logLevel: "error", merge: true, uniqueKeys: isSameKey });
  if (document.errors.length > 0) return ["no YAML"];
  try {
    if (validate(document.toJS())) return [];
  } catch (error) {
    return [String(error)];
  }
  return (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message ?? ""}`);
}

/** Mistakes in the YAML itself, in keys, in kinds of values and in node types. */
const structural = /^(?:yaml\/.*|flow\/(?!unknown-entry).*|node\/(?!unreachable).*|policy\/bad-.*|inputs\/no-key)$/u;

/** Mistakes that the data no longer shows once the YAML has been read. */
const beforeData = new Set([
  "yaml/alias-cycle",
  "yaml/not-finite",
  "yaml/not-text",
  "yaml/too-deep",
  "yaml/unknown-tag",
  "yaml/unsafe-integer",
]);

/** Mistakes inside a text; the schema knows only the grossest of them. */
const inTexts = /^(?:edge|target)\//u;

test("the schema is a valid schema of draft 7", () => {
  expect(new Ajv().validate(draft7, flowSchema())).toBe(true);
});

describe("the schema and the parser agree on", () => {
  test.each(files)("%s", (file) => {
    const text = readFileSync(path.join(fixtures, file), "utf8");
    const found = planFlow({ path: "shown.flow.yaml", text }, permissiveHost).diagnostics.map(({ code }) => code);
    const broken = found.filter((code) => structural.test(code) && !beforeData.has(code));
    const faults = faultsOf(text);
    if (broken.length > 0) expect(faults, broken.join()).not.toEqual([]);
    else if (!found.some((code) => inTexts.test(code))) expect(faults).toEqual([]);
  });
});

test.each([
  ["entry: a\nnodes: { a: { callable: ./ops.ts#a } }", []],
  ["flow: { entry: a, nodes: { a: { callable: ./ops.ts#a } } }", []],
  ["entry: a\nname:\nedges:\npolicy:\nnodes: { a: { callable: ./ops.ts#a, context:, policy:, type: } }", []],
  [
    "entry: a\nnodes: { a: { callable: ./ops.ts#a, context: { inputs: [$ctx.a, { b: [1, {c: x}] }], outputs: [ctx.a, { b: $.c }] } } }",
    [],
  ],
  [
    "entry: a\nnodes: { a: { type: illumo_flow.core.LoopNode, body_route: b }, b: { type: ./n.ts#B, config: { c: 1 } } }",
    [],
  ],
  ["entry: a\nnodes: { a: { callable: ./ops.ts#a, context: { inputs: [plain] } } }", ["should match pattern"]],
  ["entry: a\nnodes: { a: { callable: ./ops.ts#a, policy: { timeout: 0 } } }", ["should be > 0"]],
  ["entry: a\nnodes: { a: { callable: ./ops.ts#a, policy: { timeout: 3 days } } }", ["should match pattern"]],
  ["entry: a\nnodes: { a: { callable: ./ops.ts#a, polcy: {} } }", ["should NOT have additional properties"]],
  ["entry: a\nnodes: { a: { callable: ./ops.ts#a, items_key: b } }", ["boolean schema is false"]],
  ["entry: a\nnodes: { constructor: { callable: ./ops.ts#a } }", ["should NOT be valid"]],
])("%s", (text, messages) => {
  const faults = faultsOf(text).join("\n");
  if (messages.length === 0) expect(faults).toBe("");
  for (const message of messages) expect(faults).toContain(message);
});

test("every key has a description", () => {
  const { definitions } = flowSchema() as { definitions: Record<string, { properties?: Record<string, object> }> };
  const undescribed = Object.entries(definitions).flatMap(([name, { properties = {} }]) =>
    Object.entries(properties).flatMap(([key, schema]) =>
      "description" in schema || "$ref" in schema ? [] : [`${name}.${key}`],
    ),
  );
  expect(undescribed).toEqual([]);
});

test.each([
  ...["./enrich.flow.yaml", "../a b/enrich.yml", "enrich.flow.yaml", "c/d.json", "./ops.ts#flow", "@acme/flows#enrich"],
  ...["", "/flows/a.yaml", "\\\\host\\a.yaml", "~/a.yaml", "c:\\a.yaml", "file:///a.yaml", "https://a.example/b.yaml"],
  ...["@acme/flows", "./a.yaml#b", "./a%20b.yaml", "./a?.yaml", "./a.yaml/", "./a.json\\", "./folder", "pkg#a#b"],
])("the schema takes %j as the flow of a node exactly if it can be one", (flow) => {
  const faults = faultsOf(JSON.stringify({ entry: "a", nodes: { a: { flow } } }));
  expect(faults.length === 0, faults.join()).toBe(flowPathFault(flow) === undefined);
});
