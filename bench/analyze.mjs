// Measures how long it takes to load, parse and analyze flows of growing size, compared with the package `yaml` alone
// in the same run; then the same for wide and for long flows, with their modules; then all shapes of `shapes.mjs`, each
// in its own process: time, memory and module size, and how fast they grow.
//
// Usage: npm run build && node bench/analyze.mjs [shape …]; with names, only these shapes are measured
import { spawnSync } from "node:child_process";
import { parseDocument } from "yaml";
import { compileFlow, planFlow } from "../dist/index.js";
import { largest, shapes } from "./shapes.mjs";

const host = {
  resolveModule: () => ({ kind: "opaque" }),
  exportsOf: () => ({ values: [], types: [], routingClasses: [], isOpen: true, syntaxError: undefined }),
  modulesNear: () => [],
  importExtension: () => "js",
};

/**
 * A valid flow in layers of ten nodes. Each node waits for three nodes of the layer before and reads what one of them
 * wrote. Every fifth layer is a router with nine branches that merge.
 */
function flowText(size) {
  const nodes = ['  n0: { callable: "pkg#f", context: { outputs: $ctx.data.k0 } }'];
  const edges = [];
  let before = [0];
  for (let layer = 1, next = 1; next < size; layer++) {
    const width = Math.min(10, size - next);
    const own = Array.from({ length: width }, (_, index) => next + index);
    const [head, ...branches] = own;
    if (layer % 5 === 0 && branches.length > 0) {
      nodes.push(`  n${head}: { type: RoutingNode, routing_rule: "pkg#r" }`);
      edges.push(`  - (${before.map((parent) => `n${parent}`).join(" & ")}) >> n${head}`);
      for (const branch of branches) nodes.push(`  n${branch}: { callable: "pkg#f" }`);
      edges.push(`  - n${head} >> (${branches.map((branch) => `n${branch}`).join(" | ")})`);
      const merge = next + width;
      nodes.push(`  n${merge}: { callable: "pkg#f", context: { outputs: $ctx.data.k${merge} } }`);
      edges.push(`  - (${branches.map((branch) => `n${branch}`).join(" | ")}) >> n${merge}`);
      before = [merge];
      next = merge + 1;
      continue;
    }
    for (const index of own) {
      const parents = [...new Set([0, 3, 7].map((step) => before[(index + step) % before.length]))];
      const outputs = `outputs: $ctx.data.k${index}`;
      nodes.push(`  n${index}: { callable: "pkg#f", context: { inputs: $ctx.data.k${parents[0]}, ${outputs} } }`);
      edges.push(`  - (${parents.map((parent) => `n${parent}`).join(" & ")}) >> n${index}`);
    }
    before = own;
    next += width;
  }
  return `entry: n0\nnodes:\n${nodes.join("\n")}\nedges:\n${edges.join("\n")}\n`;
}

function time(work, times = 3) {
  let best = Infinity;
  for (let round = 0; round < times; round++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function countEdges(text) {
  const lines = text.split("\n").filter((line) => line.includes(">>"));
  return lines.reduce((sum, line) => sum + line.split(/[&|]/).length, 0);
}

const named = process.argv.slice(2);
const rows = [];
for (const size of named.length > 0 ? [] : [100, 300, 1000, 3000, 10_000]) {
  const text = flowText(size);
  const yaml = time(() => parseDocument(text));
  let findings = 0;
  const plan = time(() => (findings = planFlow({ path: "a.flow.yaml", text }, host).diagnostics.length));
  rows.push({
    nodes: size,
    edges: countEdges(text),
    "text kB": Math.round(text.length / 1024),
    "yaml ms": yaml.toFixed(1),
    "plan ms": plan.toFixed(1),
    ratio: (plan / yaml).toFixed(1),
    findings,
  });
}
if (rows.length > 0) console.table(rows);

const listed = (size, sign) => `(${Array.from({ length: size }, (_, index) => `n${index}`).join(` ${sign} `)})`;
const router = '{ type: RoutingNode, routing_rule: "pkg#r" }';

/** Flows of any width or length: the node `seed`, and the edges. */
const wideFlows = {
  "fan and `&`": { edges: (size) => [`seed >> ${listed(size, "|")}`, `${listed(size, "&")} >> end`] },
  "fan and `|`": { edges: (size) => [`seed >> ${listed(size, "|")}`, `${listed(size, "|")} >> end`] },
  "router and `|`": { seed: router, edges: (size) => [`seed >> ${listed(size, "|")}`, `${listed(size, "|")} >> end`] },
  chain: { edges: (size) => [`seed >> ${listed(size, ">>").slice(1, -1)} >> end`] },
};

function wideText({ seed = '{ callable: "pkg#f" }', edges }, size) {
  const others = Array.from({ length: size }, (_, index) => `  n${index}: { callable: "pkg#f" }`);
  const nodes = [`  seed: ${seed}`, ...others, '  end: { callable: "pkg#f" }'];
  const lines = edges(size).map((edge) => `  - ${edge}`);
  return `entry: seed\nnodes:\n${nodes.join("\n")}\nedges:\n${lines.join("\n")}\n`;
}

const wideRows = [];
for (const [kind, flow] of named.length > 0 ? [] : Object.entries(wideFlows)) {
  for (const size of [500, 1000, 2000, 5000, 10_000]) {
    const source = { path: "a.flow.yaml", text: wideText(flow, size) };
    const plan = time(() => planFlow(source, host), 2);
    let kilobytes = 0;
    const all = time(() => (kilobytes = compileFlow(source, host).module.text.length / 1024), 2);
    wideRows.push({
      flow: kind,
      nodes: size,
      "plan ms": Math.round(plan),
      "plan and module ms": Math.round(all),
      "ms a node": (all / size).toFixed(2),
      "module kB": Math.round(kilobytes),
    });
  }
}
if (wideRows.length > 0) console.table(wideRows);

/** Measures one shape. Undefined if that does not finish within five minutes or runs out of memory. */
function measure(shape, size) {
  const script = new URL("measure-shape.mjs", import.meta.url).pathname;
  const { status, stdout } = spawnSync(process.execPath, [script, shape, `${size}`], { timeout: 300_000 });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

const exponent = (before, after, of) =>
  (Math.log(of(after) / of(before)) / Math.log(after.size / before.size)).toFixed(2);

const shapeRows = [];
for (const shape of named.length > 0 ? named : Object.keys(shapes)) {
  const [small, large] = [largest / 4, largest].map((size) => measure(shape, Math.round(size)));
  const timeOf = ({ plan, compile }) => plan + compile;
  shapeRows.push({
    shape,
    size: large?.size ?? "none",
    ms: large === undefined ? "none" : Math.round(timeOf(large)),
    "ms exponent": large === undefined || small === undefined ? "none" : exponent(small, large, timeOf),
    MB: Math.round(large?.peak ?? NaN),
    "module bytes a byte": large?.module === undefined ? "none" : (large.module / large.bytes).toFixed(1),
  });
}
console.table(shapeRows);
