import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planFlow, type PlanResult } from "../../compiler/plan-flow.js";
import { permissiveHost } from "../docs/page-host.js";
import { drawnRuns } from "../drawn-runs.js";

const plan = (text: string): PlanResult => planFlow({ path: "broken.flow.yaml", text }, permissiveHost);
const ids = ({ ast }: PlanResult): string[] => ast?.nodes.map(({ id }) => id.value) ?? [];

const sound = `entry: a
nodes:
  a: { callable: ops.f }
  b: { callable: ops.f }
edges:
  - a >> b
`;

describe("what is known about a flow with errors", () => {
  test("everything, if there are none", () => {
    const { document, ast, facts, plan: found, diagnostics } = plan(sound);
    expect(diagnostics).toEqual([]);
    expect([document, ast, facts, found].every((part) => part !== undefined)).toBe(true);
  });

  test("nodes and edges, if a bracket is not closed", () => {
    const result = plan(sound.replace("b: { callable: ops.f }", "b: { callable: ops.f"));
    expect(result.diagnostics.map(({ code }) => code)).toEqual(["yaml/unclosed-bracket"]);
    expect(result.plan).toBeUndefined();
    expect(ids(result)).toContain("a");
  });

  test("the graph, if a key is unknown, an edge names no node and a callable is wrong", () => {
    const text = sound.replace("b: {", "b: { colour: red,").replace("- a >> b", "- a >> b\n  - b >> c");
    const result = plan(text);
    expect(result.diagnostics.map(({ code }) => code)).toEqual(["flow/unknown-key", "edge/unknown-node"]);
    expect(result.plan).toBeUndefined();
    expect(result.facts?.graphFacts?.reachable).toEqual([true, true]);
  });

  test("the edges, if the entry is not a node", () => {
    const result = plan(sound.replace("entry: a", "entry: x"));
    expect(result.facts?.graph).toBeUndefined();
    expect(result.facts?.edges.edges.map((edges) => edges.map(({ to }) => to))).toEqual([[1], []]);
  });

  test("an error of the YAML is the only one reported", () => {
    const result = plan(`${sound}entry: c\n`);
    expect(result.diagnostics.map(({ code }) => code)).toEqual(["yaml/duplicate-key"]);
    expect(ids(result)).toEqual(["a", "b"]);
  });

  test.each(["", "# nothing\n", "just text\n", "- a\n- list\n", "\0"])("nothing, if there is no flow: %j", (text) => {
    expect(plan(text).ast).toBeUndefined();
  });
});

const examples = path.resolve(import.meta.dirname, "../../fixtures/examples");
const texts = readdirSync(examples, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".flow.yaml"))
  .map((file) => readFileSync(path.join(examples, file), "utf8"));

test("incomplete text never makes it throw, and never gives a plan together with an error", () => {
  const edit = fc.record({
    text: fc.constantFrom(...texts),
    at: fc.nat(),
    length: fc.nat(30),
    put: fc.constantFrom("", ..."{}[]:&*|>\"'#-\n "),
  });
  fc.assert(
    fc.property(edit, ({ text, at, length, put }) => {
      const start = at % (text.length + 1);
      const result = plan(text.slice(0, start) + put + text.slice(start + length));
      const hasErrors = result.diagnostics.some(({ severity }) => severity === "error");
      expect(result.plan === undefined).toBe(hasErrors);
    }),
    { numRuns: drawnRuns({ short: 500, long: 1_500 }) },
  );
});

test("any beginning of a flow is read as far as it goes", () => {
  const [text = ""] = texts;
  for (let end = text.indexOf("nodes:") + 30; end < text.length; end += 7) {
    expect(plan(text.slice(0, end)).document, text.slice(0, end)).toBeDefined();
  }
});
