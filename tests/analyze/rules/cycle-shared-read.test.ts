import { expect, test } from "vitest";
import { findings } from "./findings.js";

interface Parts {
  readonly edges?: string;
  readonly inputs?: string;
  readonly concurrency?: number;
}

const flow = ({ edges = "spell >> mail", inputs = "$ctx.text", concurrency = 4 }: Parts = {}): string => `
  entry: draft
  concurrency: ${concurrency}
  nodes:
    draft: { callable: ops.f, context: { outputs: $ctx.text } }
    spell: { callable: ops.f }
    mail: { callable: ops.f, context: { inputs: '${inputs}' } }
    review: { type: RoutingNode, routing_rule: ops.r }
    end: { callable: ops.f }
  edges: [draft >> spell, ${edges}, review >> (draft | end)]
`;
const shared = (text: string, writer = "draft"): string =>
  `error cycle/shared-read 6:48 \`${text}\` may belong to another pass: \`${writer}\` writes it in every pass of the cycle of \`draft\``;

test("a branch that the next pass does not wait for", () => {
  expect(findings(flow({ edges: "draft >> review, spell >> mail" }))).toEqual([shared("$ctx.text")]);
});

test("a result of the pass, even with a fallback", () => {
  const edges = "draft >> review, spell >> mail";
  expect(findings(flow({ edges, inputs: "$payload.draft ?? 0" }))).toEqual([shared("$payload.draft")]);
  expect(findings(flow({ edges, inputs: "$payload.spell" }))).toEqual([shared("$payload.spell", "spell")]);
});

test("what the branch itself wrote in an earlier pass", () => {
  const edges = "draft >> review, spell >> mail";
  expect(findings(flow({ edges, inputs: "$payload.mail ?? 0" }))).toEqual([shared("$payload.mail", "mail")]);
});

test("a node of the cycle that reads what such a branch wrote in the pass before", () => {
  const reading = `
    entry: s
    concurrency: 4
    nodes:
      s: { callable: ops.f }
      a: { callable: ops.f, context: { inputs: $ctx.x ?? 0 } }
      w: { callable: ops.f, context: { outputs: $ctx.x } }
      r: { type: RoutingNode, routing_rule: ops.r }
      e: { callable: ops.f }
    edges: [s >> a, a >> (w | r), r >> (a | e)]
  `;
  expect(findings(reading)).toEqual([
    "error cycle/shared-read 5:44 `$ctx.x` may belong to another pass: `w` writes it in every pass of the cycle of `a`",
  ]);
});

test("a branch that is joined before the way back, or is part of it", () => {
  expect(findings(flow({ edges: "spell >> mail, draft >> review, mail >> review" }))).toEqual([]);
  expect(findings(flow({ edges: "spell >> mail, mail >> review" }))).toEqual([]);
});

test("the way out of a router that sends to one target", () => {
  expect(findings(flow({ edges: "spell >> review, end >> mail" }))).toEqual([]);
});

test("one of two branches that the router of a pass chooses from", () => {
  const choice = `
    entry: draft
    concurrency: 4
    nodes:
      draft: { type: RoutingNode, routing_rule: ops.r, context: { outputs: $ctx.text } }
      p: { callable: ops.f, context: { inputs: $ctx.text, outputs: $ctx.n } }
      q: { callable: ops.f, context: { outputs: $ctx.n } }
      review: { type: RoutingNode, routing_rule: ops.r, context: { inputs: $ctx.n } }
      publish: { callable: ops.f, context: { inputs: $ctx.n } }
    edges: [draft >> (p | q), (p | q) >> review, review >> (draft | publish)]
  `;
  expect(findings(choice)).toEqual([]);
});

test("a cycle that only failures repeat leaves nothing behind", () => {
  const retry = `
    entry: draft
    concurrency: 4
    max_steps: 100
    nodes:
      draft: { callable: ops.f, context: { outputs: $ctx.text }, policy: { on_error: { goto: repair } } }
      repair: { callable: ops.f, context: { inputs: $ctx.text ?? 0 } }
      publish: { callable: ops.f, context: { inputs: $ctx.text } }
    edges: [draft >> publish, repair >> draft]
  `;
  expect(findings(retry)).toEqual([]);
});

test("what was written before the cycle, and a concurrency of 1", () => {
  const edges = "draft >> review, spell >> mail";
  expect(findings(flow({ edges, inputs: "$ctx.rate" }))).toEqual([]);
  expect(findings(flow({ edges, concurrency: 1 }))).toEqual([]);
});

test("a branch that leaves an inner cycle runs concurrently with the next pass of the outer one", () => {
  const nested = `
    entry: outer
    concurrency: 2
    nodes:
      outer: { callable: ops.f, context: { outputs: $ctx.x } }
      inner: { callable: ops.f }
      side: { callable: ops.f, context: { inputs: $ctx.x } }
      again: { type: RoutingNode, routing_rule: ops.r }
      last: { type: RoutingNode, routing_rule: ops.r }
      end: { callable: ops.f }
    edges: [outer >> inner, inner >> (side | again), again >> (inner | last), last >> (outer | end)]
  `;
  expect(findings(nested)).toEqual([
    "error cycle/shared-read 6:47 `$ctx.x` may belong to another pass: `outer` writes it in every pass of the cycle of `outer`",
  ]);
});

test("the body of a loop is inside the cycle around the loop", () => {
  const looped = `
    entry: s
    concurrency: 4
    nodes:
      s: { callable: ops.f }
      l: { type: LoopNode, body_route: b, done_route: d }
      b: { callable: ops.f, context: { outputs: $ctx.x } }
      d: { callable: ops.f }
      v: { callable: ops.f, context: { inputs: $ctx.x ?? 0 } }
      r: { type: RoutingNode, routing_rule: ops.r }
    edges: [s >> l, l >> b, d >> (v | r), r >> l]
  `;
  expect(findings(looped)).toEqual([
    "error cycle/shared-read 8:44 `$ctx.x` may belong to another pass: `b` writes it in every pass of the cycle of `l`",
  ]);
});

test("an inner cycle that goes on while the outer one begins its next pass", () => {
  const both = (r: string): string => `
    entry: a
    concurrency: 4
    max_steps: 100
    nodes:
      a: { callable: ops.f, context: { outputs: $ctx.x } }
      b: { callable: ops.f, context: { inputs: $ctx.x } }
      r: { ${r} }
      q: { type: RoutingNode, routing_rule: ops.r }
      p: { type: RoutingNode, routing_rule: ops.r }
      e: { callable: ops.f }
    edges: [a >> b, b >> r, r >> (p | q), p >> (b | e), q >> a]
  `;
  expect(findings(both("callable: ops.f")).filter((found) => found.includes("cycle/"))).toEqual([
    "error cycle/shared-read 6:44 `$ctx.x` may belong to another pass: `a` writes it in every pass of the cycle of `a`",
  ]);
  expect(findings(both("type: RoutingNode, routing_rule: ops.r"))).toEqual([]);
});

test("what an earlier pass has left behind may be read instead of what comes before the reader", () => {
  const late = `
    entry: a
    concurrency: 4
    max_steps: 100
    nodes:
      a: { callable: ops.f }
      p: { callable: ops.f, policy: { on_error: { goto: a } } }
      w: { callable: ops.f, context: { outputs: $ctx.x } }
      r: { type: RoutingNode, routing_rule: ops.r }
      v: { callable: ops.f, context: { inputs: $ctx.x } }
    edges: [a >> (p | w), (p & w) >> r, r >> (a | v)]
  `;
  expect(findings(late).filter((found) => found.includes("cycle/"))).toEqual([
    "error cycle/shared-read 9:44 `$ctx.x` may belong to another pass: `w` writes it in every pass of the cycle of `a`",
  ]);
});

test("a failure that does not wait for a branch of its pass, and a reader behind the cycle", () => {
  const failing = (policy: string): string => `
    entry: s
    concurrency: 2
    max_steps: 100
    nodes:
      s: { callable: ops.f }
      b: { callable: ops.f, context: { outputs: $ctx.x }${policy} }
      c: { callable: ops.f, context: { outputs: $ctx.y } }
      j: { callable: ops.f }
      r: { type: RoutingNode, routing_rule: ops.r, context: { inputs: $ctx.x ?? 0 } }
      reader: { callable: ops.f, context: { inputs: { x: $ctx.x ?? 0, y: $ctx.y ?? 0 } } }
    edges: [s >> (b & c), (b & c) >> j, j >> r, r >> (s | reader)]
  `;
  // `b` fails, `r` goes back while `c` still runs, and `reader` of the next pass may find what that one writes.
  expect(findings(failing(", policy: { on_error: { goto: r } }"))).toEqual([
    "error cycle/shared-read 10:70 `$ctx.y` may belong to another pass: `c` writes it in every pass of the cycle of `s`",
  ]);
  expect(findings(failing(""))).toEqual([]);
});
