import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { planFlow } from "../../compiler/plan-flow.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { fixText } from "../../src/check/fix/fix-text.js";
import { permissiveHost } from "../docs/page-host.js";
import { drawnRuns } from "../drawn-runs.js";

const fixtures = path.resolve(import.meta.dirname, "../../fixtures");

function flowsIn(folder: string): { name: string; text: string }[] {
  return readdirSync(path.join(fixtures, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".flow.yaml"))
    .sort()
    .map((name) => ({ name, text: readFileSync(path.join(fixtures, folder, name), "utf8") }));
}

/** Plans texts, each of them once: holding both promises asks for the same text up to four times. */
function createPlan(): (text: string) => readonly Diagnostic[] {
  const known = new Map<string, readonly Diagnostic[]>();
  return (text) => {
    const found = known.get(text) ?? planFlow({ path: "case.flow.yaml", text }, permissiveHost).diagnostics;
    known.set(text, found);
    return found;
  };
}

/** The result of fixing a text, after both promises are checked. */
function holdPromises(text: string): { readonly fixed: string; readonly count: number } {
  const plan = createPlan();
  const errorsOf = (text: string): number => plan(text).filter(({ severity }) => severity === "error").length;
  const { text: fixed, applied } = fixText({ path: "case.flow.yaml", text }, plan);
  expect(errorsOf(fixed), `${text}\n--- became ---\n${fixed}`).toBeLessThanOrEqual(errorsOf(text));
  expect(fixText({ path: "case.flow.yaml", text: fixed }, plan).text).toBe(fixed);
  return { fixed, count: applied.length };
}

test("a flow of fixtures/errors never has more errors after --fix, and a second --fix changes nothing", () => {
  const counts = flowsIn("errors").map(({ text }) => holdPromises(text).count);
  expect(counts.filter((count) => count > 0).length).toBeGreaterThanOrEqual(15);
});

/** Creates a generator of numbers below `limit` that is the same in each run. */
function createDraw(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const words = [
  "retry",
  "policy",
  "entry",
  "nodes",
  "edges",
  "callable",
  "FlowNode",
  "->",
  "or",
  "||",
  "\t",
  "  ",
  "<<: *a",
  "3",
];

/** Swaps, drops or replaces a character or a word, or copies a line. */
function mutate(text: string, draw: (limit: number) => number): string {
  const at = draw(text.length);
  const kind = draw(5);
  if (kind === 0) return text.slice(0, at) + text.slice(at + 1);
  if (kind === 1) return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
  if (kind === 2) return text.slice(0, at) + (words[draw(words.length)] ?? "") + text.slice(at);
  const found = [...text.matchAll(/[\w-]+|>>/gu)];
  const word = found[draw(found.length)];
  if (kind === 3 && word !== undefined) {
    return text.slice(0, word.index) + (words[draw(words.length)] ?? "") + text.slice(word.index + word[0].length);
  }
  const lines = text.split("\n");
  const line = draw(lines.length);
  return [...lines.slice(0, line), lines[draw(lines.length)] ?? "", ...lines.slice(line)].join("\n");
}

test("a mutated flow never has more errors after --fix, and a second --fix changes nothing", () => {
  const draw = createDraw(Number(process.env["SEED"] ?? 12) || Date.now());
  const flows = flowsIn("examples");
  const runs = drawnRuns({ short: 300, long: 2000 });
  let fixed = 0;
  for (let run = 0; run < runs; run++) {
    let text = flows[draw(flows.length)]?.text ?? "";
    for (let times = 1 + draw(3); times > 0; times--) text = mutate(text, draw);
    fixed += holdPromises(text).count;
  }
  expect(fixed).toBeGreaterThan(runs / 20);
}, 120_000);

test.each([
  ["a key that exists", "entry: a\nretry: { max_attempts: 2 }\nnodes:\n  a: { callable: ops.f }\n"],
  ["a key that exists, misspelt", "entry: a\nentri: b\nnodes:\n  a: { callable: ops.f }\n"],
  ["a type that is not similar to any", "entry: a\nnodes:\n  a: { type: FlowNode, callable: ops.f }\n"],
])("%s is not added", (_, text) => {
  expect(holdPromises(text).fixed).toBe(text);
});

test.each([
  ["callabel: ops.f, calable: ops.f", "callable: ops.f, calable: ops.f"],
  ["callable: ops.f, polcy: {}, polciy: {}", "callable: ops.f, policy: {}, polciy: {}"],
])("two misspellings of one key in %j do not both become that key", (keys, expected) => {
  const flow = (of: string): string => `entry: a\nnodes:\n  a: { ${of} }\n`;
  expect(holdPromises(flow(keys)).fixed).toBe(flow(expected));
});
