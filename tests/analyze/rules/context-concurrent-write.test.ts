import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (edges: string, { keys = ["x", "x"], a = "callable: ops.f" } = {}): string => `
  entry: a
  nodes:
    a: { ${a} }
    b: { callable: ops.f, context: { outputs: $ctx.${keys[0] ?? ""} } }
    c: { callable: ops.f, context: { outputs: $ctx.${keys[1] ?? ""} } }
  edges: [${edges}]
`;
const message = "`b` and `c` both write `$ctx.x`, and neither comes before the other";

test("two successors that write the same place", () => {
  expect(findings(flow("a >> (b & c)"))).toEqual([`warning context/concurrent-write 5:45 ${message}`]);
});

test("it is an error if the flow declares a concurrency above 1", () => {
  const declared = (concurrency: number): string => `
    entry: a
    concurrency: ${concurrency}
    nodes:
      a: { callable: ops.f }
      b: { callable: ops.f, context: { outputs: $ctx.x } }
      c: { callable: ops.f, context: { outputs: $ctx.x } }
    edges: [a >> b, a >> c]
  `;
  expect(findings(declared(2))).toEqual([`error context/concurrent-write 6:45 ${message}`]);
  expect(findings(declared(1))).toEqual([`warning context/concurrent-write 6:45 ${message}`]);
});

test("two places, nodes that follow each other, or the branches of a choice", () => {
  expect(findings(flow("a >> (b & c)", { keys: ["x", "y"] }))).toEqual([]);
  expect(findings(flow("a >> (b & c)", { keys: ["x.b", "x.c"] }))).toEqual([]);
  expect(findings(flow("a >> (b | c)", { a: "type: RoutingNode, routing_rule: ops.r" }))).toEqual([]);
  const read = `
    entry: a
    nodes:
      a: { callable: ops.f }
      b: { callable: ops.f, context: { outputs: $ctx.x } }
      c: { callable: ops.f, context: { inputs: $ctx.x, outputs: $ctx.x } }
    edges: [a >> b, b >> c]
  `;
  expect(findings(read)).toEqual([]);
});

test("a success and a failure never meet", () => {
  const goto = "callable: ops.f, policy: { on_error: { goto: c } }";
  expect(findings(flow("a >> b", { a: goto }))).toEqual([]);
});

test("what a node writes on success and its handler after a failure never race", () => {
  const handled = `
    entry: a
    nodes:
      a: { callable: ops.f, context: { outputs: $ctx.x }, policy: { on_error: { goto: c } } }
      b: { callable: ops.f, context: { inputs: $ctx.x } }
      c: { callable: ops.f, context: { outputs: $ctx.x } }
    edges: [a >> b]
  `;
  expect(findings(handled)).toEqual([]);
});

test("a loop's body has ended before what follows the loop", () => {
  const loop = `
    entry: l
    nodes:
      l: { type: LoopNode, body_route: b, done_route: c }
      b: { callable: ops.f, context: { outputs: $ctx.x } }
      d: { callable: ops.f, context: { inputs: $ctx.x } }
      c: { callable: ops.f, context: { outputs: $ctx.x } }
    edges: [l >> b, b >> d]
  `;
  expect(findings(loop)).toEqual([]);
});

test("one branch of a choice, and the merge after it", () => {
  const merge = `
    entry: r
    nodes:
      r: { type: RoutingNode, routing_rule: ops.r }
      w: { callable: ops.f, context: { outputs: $ctx.x } }
      v: { callable: ops.f }
      m: { callable: ops.f, context: { inputs: $ctx.x ?? 0, outputs: $ctx.x } }
    edges: [r >> (w | v), (w | v) >> m]
  `;
  expect(findings(merge)).toEqual([]);
});

const cycle = (edges: string, concurrency = 1): string => `
  entry: draft
  concurrency: ${concurrency}
  nodes:
    draft: { callable: ops.f, context: { outputs: $ctx.x } }
    mail: { callable: ops.f, context: { outputs: $ctx.x } }
    review: { type: RoutingNode, routing_rule: ops.r, context: { inputs: $ctx.x } }
    end: { callable: ops.f }
  edges: [draft >> mail, ${edges}, review >> (draft | end)]
`;

test("a branch that a pass of a cycle leaves behind, and the next pass", () => {
  const passes =
    "`draft` and `mail` both write `$ctx.x`, and a pass of the cycle of `draft` does not wait for the previous pass";
  expect(findings(cycle("draft >> review"))).toEqual([`warning context/concurrent-write 5:48 ${passes}`]);
  expect(findings(cycle("draft >> review", 2))[0]).toEqual(`error context/concurrent-write 5:48 ${passes}`);
});

test("nodes of a cycle that follow each other", () => {
  expect(findings(cycle("mail >> review")).filter((found) => found.includes("concurrent"))).toEqual([]);
});

test("a handler that a loop's items share with other nodes, and what comes after the loop", () => {
  const flow = (edges: string, writer: string): string => `
    entry: s
    concurrency: 2
    policy: { on_error: { goto: sorry } }
    nodes:
      s: &f { callable: ops.f }
      l: { type: LoopNode, body_route: b, done_route: d, collect: b }
      b: *f
      d: ${writer === "d" ? "&w { callable: ops.f, context: { outputs: $ctx.x } }" : "*f"}
      e: ${writer === "e" ? "&w { callable: ops.f, context: { outputs: $ctx.x } }" : "*f"}
      sorry: { callable: ops.f, context: { outputs: $ctx.x } }
    edges: [s >> l, l >> (b | d), ${edges}]
  `;
  // An item that failed has been handled before the loop goes on; a failure of `d` comes instead of its write, or after it.
  expect(findings(flow("d >> e", "d"))).toEqual([]);
  expect(findings(flow("d >> e", "e"))).toEqual([]);
  // A branch next to the loop does not wait for it.
  expect(findings(flow("s >> e", "e"))).toHaveLength(1);
});

test("what each pass of an inner cycle starts, and the next pass of the outer one", () => {
  const flow = (edges: string): string => `
    entry: a
    concurrency: 2
    nodes:
      a: { callable: ops.f, context: { outputs: $ctx.x } }
      b: &r { type: RoutingNode, callable: ops.r }
      c: { callable: ops.f }
      w: { callable: ops.f, context: { outputs: $ctx.x } }
    edges: [a >> b, b >> (a | c), ${edges}]
  `;
  // `b` chooses `c`, which starts `w` and a new pass, in which `b` chooses `a` while `w` still runs.
  expect(findings(flow("c >> (b & w)"))).toHaveLength(1);
  // `w` comes after both cycles have been left: by `b`, which does not go back then.
  expect(findings(flow("c >> b, b >> w"))).toEqual([]);
});

test("a join does not run beside what only a choice or an outcome starts that it excludes", () => {
  const flow = (nodes: string, edges: string): string => `
    entry: s
    concurrency: 2
    nodes:
      s: &f { callable: ops.f }
      a: *f
      ${nodes}
      m: &w { callable: ops.f, context: { outputs: $ctx.x } }
      j: *w
    edges: [s >> (a & b), a >> m, ${edges}]
  `;
  const failing = "b: { callable: ops.f, policy: { on_error: { goto: m } } }";
  expect(findings(flow(failing, "(b & m) >> j"))).toEqual([]);
  expect(findings(flow(failing, "b >> j"))).toHaveLength(1);
  const router = "b: { type: RoutingNode, callable: ops.r }\n      c: *f\n      d: *f";
  expect(findings(flow(router, "b >> (c | d), (a | d) >> m, (c & m) >> j").replace("a >> m, ", ""))).toEqual([]);
  expect(findings(flow(router, "b >> (c | d), (a | d) >> m, (a & c) >> j").replace("a >> m, ", ""))).toHaveLength(1);
});

test("what a join of two nodes writes never races with the handler that each of them has", () => {
  const shared = (edges: string): string => `
    entry: a
    concurrency: 4
    nodes:
      a: { callable: ops.f }
      p: { callable: ops.f, policy: { on_error: { goto: h } } }
      q: { callable: ops.f, policy: { on_error: { goto: h } } }
      h: { callable: ops.f, context: { outputs: $ctx.x } }
      j: { callable: ops.f }
      z: { callable: ops.f, context: { outputs: $ctx.x } }
    edges: [a >> (p & q), ${edges}]
  `;
  const written = (edges: string): string[] => findings(shared(edges)).filter((text) => text.includes("concurrent"));
  expect(written("(p & q) >> j, j >> z")).toEqual([]);
  expect(written("p >> j, (j & q) >> z")).toEqual([]);
  expect(written("(p | q) >> j, j >> z")).toHaveLength(1);
  expect(written("p >> j, j >> z")).toHaveLength(1);
});

test("what a join of branches of two choices writes never races with a node behind the other branches of both", () => {
  const choices = (join: string): string => `
    entry: a
    concurrency: 4
    nodes:
      a: { callable: ops.f }
      p: { callable: ops.f }
      q: { callable: ops.f }
      b: { callable: ops.f }
      c: { callable: ops.f }
      d: { callable: ops.f }
      e: { callable: ops.f }
      h: { callable: ops.f, context: { outputs: $ctx.x } }
      z: { callable: ops.f, context: { outputs: $ctx.x } }
    edges:
      - a >> (p & q)
      - p >> (b when $result.ok | c otherwise)
      - q >> (d when $result.ok | e otherwise)
      - (c | e) >> h
      - (${join}) >> z
  `;
  const written = (join: string): string[] => findings(choices(join)).filter((text) => text.includes("concurrent"));
  expect(written("b & d")).toEqual([]);
  expect(written("b | d")).toHaveLength(1);
});
