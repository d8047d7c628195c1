import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { shapeOfSize } from "../../bench/shapes.mjs";
import { planFlow } from "../../compiler/plan-flow.js";
import tooComplex from "../../fixtures/errors/analysis/too-complex/text.js";
import { openHost } from "../open-host.js";
import { createRandom, randomFlow, withDecisions } from "./random-flow.js";
import { analyzeRandom, createChooser } from "./run-every-way.js";

const fixtures = path.resolve(import.meta.dirname, "../../fixtures");
const findings = (text: string): string[] =>
  planFlow({ path: "a.flow.yaml", text }, openHost).diagnostics.map(({ code, message }) => `${code}: ${message}`);

test("beyond the budget a finding says that something may happen, and one note names the node; the result is always the same", () => {
  const text = tooComplex.replaceAll(/ops\.(\w+)/gu, '"pkg#$1"');
  const found = findings(text);
  expect(found).toEqual([
    expect.stringMatching(/^analysis\/too-complex: .*`end`/u),
    expect.stringMatching(
      /^join\/fires-twice: `end` may run twice, after `route_4_\d+` and again after `route_4_\d+`$/u,
    ),
  ]);
  expect(findings(text)).toEqual(found);
});

test("no flow of the fixtures exceeds it, except the one that must", () => {
  const files = readdirSync(fixtures, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".flow.yaml"),
  );
  expect(files.length).toBeGreaterThan(150);
  const reaching = files.filter((file) => {
    return findings(readFileSync(path.join(fixtures, file), "utf8")).some((line) => line.startsWith("analysis/"));
  });
  expect(reaching).toEqual([]);
});

test("no random flow exceeds it, not even far larger ones", { timeout: 120_000 }, () => {
  let analyzed = 0;
  for (let seed = 1; seed <= 700; seed++) {
    const random = createRandom(seed);
    const flow = randomFlow(random, false, 2 + random(80));
    const found = analyzeRandom(seed % 2 === 0 ? flow : withDecisions(flow, random), createChooser());
    if (found === undefined) continue;
    analyzed += 1;
    expect({ seed, given: found.analysis.activations.hasGivenUp() }).toEqual({ seed, given: false });
  }
  expect(analyzed).toBeGreaterThan(70);
});

describe("flows whose branches share their merges need no budget", () => {
  test.each([
    "routers with shared merges",
    "layers of ten routers",
    "ten layers of routers",
    "ladder of two rails",
    "grid of routers, `|`",
  ])("%s", (shape) => {
    const codes = findings(shapeOfSize(shape, 4000)).filter((line) => !line.startsWith("router/no-successor"));
    expect(codes).toEqual([]);
  });
});

test("alternatives of one choice stay exclusive if the cycle around them is left only once", () => {
  const text = `entry: n0
nodes:
  n0: { type: RoutingNode, routing_rule: "pkg#r" }
  n1: { type: RoutingNode, routing_rule: "pkg#r" }
  n2: { callable: "pkg#f" }
edges:
  - n0 >> n1
  - (n1 | n0) >> n2
  - n0 >> n0
`;
  expect(findings(text)).toEqual([]);
});
