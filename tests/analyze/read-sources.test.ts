import { expect, test } from "vitest";
import { planFlow } from "../../compiler/plan-flow.js";
import { listSources } from "../../compiler/source-set.js";
import { permissiveHost } from "../docs/page-host.js";

interface Flow {
  readonly nodes: Readonly<Record<string, string>>;
  readonly edges: string;
  readonly entry?: string;
}

/** What the first read of a node may find: the writers, with a `?` if the place may be unset. */
function sourcesAt(reader: string, { nodes, edges, entry = "s" }: Flow): string {
  const lines = Object.entries(nodes).map(([id, node]) => `  ${id}: { ${node} }\n`);
  const text = `entry: ${entry}\nnodes:\n${lines.join("")}edges: [${edges}]\n`;
  const { plan, diagnostics } = planFlow({ path: "case.flow.yaml", text }, permissiveHost);
  if (plan === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const [read] = plan.nodes.find(({ id }) => id === reader)?.reads ?? [];
  return (read === undefined ? [] : listSources(read.sources))
    .map(({ node, always }) => (always ? node : `${node}?`))
    .join(" ");
}

const plain = "callable: ops.f";
const router = "type: RoutingNode, routing_rule: ops.r";
const writes = (place: string): string => `callable: ops.f, context: { outputs: ${place} }`;
const reads = (value: string): string => `callable: ops.f, context: { inputs: ${value} }`;

test("a node that runs concurrently with the reader may write after what always comes before both", () => {
  const nodes = { s: writes("$ctx.x"), w: writes("$ctx.x"), v: reads("$ctx.x") };
  expect(sourcesAt("v", { nodes, edges: "s >> (w | v)" })).toBe("s w");
  expect(sourcesAt("v", { nodes, edges: "s >> w, w >> v" })).toBe("w");
});

test("a side branch of an earlier pass of a cycle", () => {
  const nodes = { s: plain, a: reads("$ctx.x ?? 0"), v: plain, w: writes("$ctx.x"), r: router, e: plain };
  const edges = (side: string): string => `s >> a, a >> r, r >> (a | e), ${side}`;
  expect(sourcesAt("a", { nodes, edges: edges("a >> (v | w)") })).toBe("w?");
  expect(sourcesAt("a", { nodes, edges: edges("r >> v, v >> w") })).toBe("w?");
  expect(sourcesAt("a", { nodes, edges: edges("e >> v, v >> w") })).toBe("w?");
});

test("a branch that is left behind may read what a later pass has written first", () => {
  const nodes = { s: plain, a: writes("$ctx.x"), k: writes("$ctx.x"), w: reads("$ctx.x"), r: router };
  expect(sourcesAt("w", { nodes, edges: "s >> a, a >> k, k >> (w | r), r >> a" })).toBe("a k");
  expect(sourcesAt("w", { nodes, edges: "s >> a, a >> k, k >> w, w >> r, r >> a" })).toBe("k");
});

test("what the passes of a cycle leave behind may still run after the cycle ends", () => {
  const nodes = { s: plain, a: plain, w: writes("$ctx.x"), r: router, e: writes("$ctx.x"), v: reads("$ctx.x") };
  expect(sourcesAt("v", { nodes, edges: "s >> a, a >> (w | r), r >> (a | e), e >> v" })).toBe("w e");
});

test("two ways back that one pass can take let everything run twice at once", () => {
  const nodes = { s: plain, a: writes("$ctx.x"), p: router, q: router, k: writes("$ctx.x"), v: reads("$ctx.x") };
  const edges = "s >> a, a >> k, k >> v, v >> (p | q), p >> a, q >> a";
  expect(sourcesAt("v", { nodes, edges })).toBe("a k");
});

test("items of a loop see what another item has written; what follows the loop does not", () => {
  const nodes = {
    s: "type: LoopNode, body_route: a, done_route: d",
    a: writes("$ctx.x"),
    k: writes("$ctx.x"),
    v: reads("$ctx.x"),
    d: plain,
    e: writes("$ctx.x"),
    g: reads("$ctx.x"),
  };
  const edges = "s >> a, a >> k, k >> v, d >> e, e >> g";
  expect(sourcesAt("v", { nodes, edges })).toBe("a k");
  expect(sourcesAt("g", { nodes, edges })).toBe("e");
});

test("a write that may fail under continue is not certain to overwrite anything", () => {
  const k = "callable: ops.f, context: { outputs: $ctx.x }, policy: { on_error: continue }";
  expect(sourcesAt("v", { nodes: { s: writes("$ctx.x"), k, v: reads("$ctx.x") }, edges: "s >> k, k >> v" })).toBe(
    "s k",
  );
});

test("a node that has failed has written nothing", () => {
  const a = "callable: ops.f, context: { outputs: $ctx.x }, policy: { on_error: { goto: h } }";
  const nodes = { s: writes("$ctx.x"), a, h: reads("$ctx.x"), b: reads("$ctx.x") };
  expect(sourcesAt("h", { nodes, edges: "s >> a, a >> b" })).toBe("s");
  expect(sourcesAt("b", { nodes, edges: "s >> a, a >> b" })).toBe("a");
});

test("what arrives for a join is there before it runs, and goes when the next set begins to arrive", () => {
  const nodes = { s: plain, p: plain, q: plain, j: plain, v: reads("$joins.j.p"), r: router, e: plain };
  const join = "s >> (p | q), (p & q) >> j";
  expect(sourcesAt("v", { nodes, edges: `${join}, j >> v, v >> r, r >> e` })).toBe("j");
  expect(sourcesAt("v", { nodes, edges: `${join}, j >> (v | r), r >> s` })).toBe("j?");
  expect(sourcesAt("v", { nodes, edges: `${join}, j >> v, v >> r, r >> s` })).toBe("j");
  expect(sourcesAt("v", { nodes: { ...nodes, r: plain }, edges: "s >> p, p >> v, v >> q, (p & q) >> j, j >> r" })).toBe(
    "j?",
  );
});

test("a write above a place removes what was below", () => {
  const nodes = { s: writes("$ctx.x.y"), k: writes("$ctx.x"), p: plain, v: reads("$ctx.x.y") };
  expect(sourcesAt("v", { nodes, edges: "s >> (k | p), p >> v" })).toBe("s? k?");
  expect(sourcesAt("v", { nodes, edges: "s >> (k | p), (k & p) >> v" })).toBe("s? k");
  expect(sourcesAt("v", { nodes, edges: "s >> p, p >> v, v >> k" })).toBe("s");
});

test("an inner cycle that goes on while it leads to the way back of the outer one", () => {
  const inner = { h: plain, r: plain, g: router };
  const nodes = { s: plain, a: reads("$ctx.x ?? 0"), w: writes("$ctx.x"), ...inner, z: writes("$ctx.x"), q: router };
  const edges = "s >> a, a >> w, w >> h, h >> r, r >> (g | z), g >> h, z >> q, q >> a";
  expect(sourcesAt("a", { nodes, edges })).toBe("w? z?");
});
