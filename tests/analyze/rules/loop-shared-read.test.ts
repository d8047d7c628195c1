import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (reference: string, concurrency = 4): string => `
  entry: a
  concurrency: ${concurrency}
  nodes:
    a: { callable: ops.f, context: { outputs: $ctx.before } }
    l: { type: LoopNode, body_route: b }
    b: { callable: ops.f, context: { outputs: $ctx.price } }
    c: { callable: ops.f, context: { inputs: '${reference}' } }
  edges: [a >> l, l >> b, b >> c]
`;
const shared = (text: string): string =>
  `error loop/shared-read 7:45 \`${text}\` may belong to another item: \`b\` writes it for every item of \`l\``;

test("what the body writes, or what a node in the body returned", () => {
  expect(findings(flow("$ctx.price.net"))).toEqual([shared("$ctx.price.net")]);
  expect(findings(flow("$payload.b"))).toEqual([shared("$payload.b")]);
});

test("a fallback does not help", () => {
  expect(findings(flow("$payload.b ?? 0"))).toEqual([shared("$payload.b")]);
});

test("at concurrency 1 items run one after the other", () => {
  expect(findings(flow("$ctx.price", 1))).toEqual([]);
});

test("what was written before the loop, and other keys", () => {
  expect(findings(flow("$ctx.before"))).toEqual([]);
  expect(findings(flow("$payload.a"))).toEqual([]);
  expect(findings(flow("$ctx.rate"))).toEqual([]);
});

test("a reader after the loop", () => {
  const behind = `
    entry: l
    concurrency: 4
    nodes:
      l: { type: LoopNode, body_route: b, done_route: c }
      b: { callable: ops.f, context: { outputs: $ctx.price } }
      c: { callable: ops.f, context: { inputs: $ctx.price ?? 0 } }
    edges: [l >> b]
  `;
  expect(findings(behind)).toEqual([]);
});

test("what the body of an outer loop writes, in the body of an inner one", () => {
  const nested = `
    entry: l
    concurrency: 4
    nodes:
      l: { type: LoopNode, body_route: b }
      b: { callable: ops.f, context: { outputs: $ctx.price } }
      k: { type: LoopNode, body_route: c }
      c: { callable: ops.f, context: { inputs: $ctx.price } }
    edges: [l >> b, b >> k, k >> c]
  `;
  expect(findings(nested)).toEqual([
    "error loop/shared-read 7:44 `$ctx.price` may belong to another item: `b` writes it for every item of `l`",
  ]);
});

test("what arrived for a join in the body, except for the join itself", () => {
  const joined = `
    entry: l
    concurrency: 4
    nodes:
      l: { type: LoopNode, body_route: b }
      b: { callable: ops.f }
      p: { callable: ops.f }
      q: { callable: ops.f }
      j: { callable: ops.f, context: { inputs: $joins.j.p } }
      c: { callable: ops.f, context: { inputs: $joins.j.p } }
    edges: [l >> b, b >> (p | q), (p & q) >> j, j >> c]
  `;
  expect(findings(joined)).toEqual([
    "error loop/shared-read 9:44 `$joins.j.p` may belong to another item: `j` writes it for every item of `l`",
  ]);
});

const limited = (inner: string, outer = ""): string => `
  entry: l
  concurrency: 4
  nodes:
    l: { type: LoopNode, body_route: k${outer} }
    k: { type: LoopNode, body_route: b${inner} }
    b: { callable: ops.f, context: { outputs: $ctx.price } }
    c: { callable: ops.f, context: { inputs: $ctx.price } }
  edges: [l >> k >> b >> c]
`;
const one = ", concurrency: 1";
const inLoop = (loop: string): string =>
  `error loop/shared-read 7:44 \`$ctx.price\` may belong to another item: \`b\` writes it for every item of \`${loop}\``;

test("loops whose items follow each other, alone and in other loops", () => {
  expect(findings(limited("", ""))).toEqual([inLoop("k")]);
  expect(findings(limited(", concurrency: 2", one))).toEqual([inLoop("k")]);
  expect(findings(limited(one))).toEqual([inLoop("l")]);
  expect(findings(limited("", one))).toEqual([inLoop("k")]);
  expect(findings(limited(one, one))).toEqual([]);
});
