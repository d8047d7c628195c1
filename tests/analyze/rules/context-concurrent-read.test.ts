import { expect, test } from "vitest";
import { allFindings, findings } from "./findings.js";

const flow = (inputs: string, edges: string, concurrency = 2): string => `
  entry: s
  concurrency: ${concurrency}
  nodes:
    s: { callable: ops.f, context: { outputs: $ctx.y } }
    w: { callable: ops.f, context: { outputs: [$ctx.x, $ctx.y] } }
    r: { callable: ops.f, context: { inputs: '${inputs}' } }
    j: { callable: ops.f }
  edges: [${edges}]
`;
const found = (text: string): string =>
  `warning context/concurrent-read 6:45 \`r\` reads \`${text}\`, \`w\` writes it, and neither comes before the other`;

test("a read with a fallback next to the write", () => {
  expect(findings(flow("$ctx.x ?? 0", "s >> (w & r)"))).toEqual([found("$ctx.x")]);
  expect(findings(flow("$payload.w ?? 0", "s >> (w & r)"))).toEqual([found("$payload.w")]);
  expect(findings(flow("$ctx.x ?? 0", "s >> (r & w), (r & w) >> j"))).toEqual([found("$ctx.x")]);
});

test("a read of a place that a node before both writes, too", () => {
  expect(findings(flow("$ctx.y", "s >> (w & r)"))).toEqual([found("$ctx.y")]);
});

test("a read that comes before the write or after it", () => {
  expect(findings(flow("$ctx.x ?? 0", "s >> w, w >> r"))).toEqual([]);
  expect(findings(flow("$ctx.x ?? 0", "s >> r, r >> w"))).toEqual([]);
  expect(findings(flow("$ctx.y", "s >> r, r >> w"))).toEqual([]);
});

test("a read that may find nothing is one finding", () => {
  expect(allFindings(flow("$ctx.x", "s >> (w & r), r >> j")).map((one) => one.split(" ")[1])).toEqual([
    "context/maybe-unset",
  ]);
});

test("branches of a choice", () => {
  const choice = flow("$ctx.x ?? 0", "s >> (w | r)").replace("s: {", "s: { type: RoutingNode,");
  expect(findings(choice)).toEqual([]);
});

test("without a declared concurrency, the order is that of the queue", () => {
  expect(findings(flow("$ctx.x ?? 0", "s >> (w & r)", 1))).toEqual([]);
});

test("items of a loop have a finding of their own", () => {
  const items = `
    entry: l
    concurrency: 2
    nodes:
      l: { type: LoopNode, body_route: b }
      b: { callable: ops.f }
      w: { callable: ops.f, context: { outputs: $ctx.x } }
      r: { callable: ops.f, context: { inputs: $ctx.x ?? 0 } }
    edges: [l >> b, b >> (w & r)]
  `;
  expect(allFindings(items).map((one) => one.split(" ")[1])).toEqual(["loop/shared-read"]);
  const inTurn = items.replace("body_route: b }", "body_route: b, concurrency: 1 }");
  expect(allFindings(inTurn).map((one) => one.split(" ")[1])).toEqual(["context/concurrent-read"]);
});

test("what a join has gathered, by the entry that is read", () => {
  const joinFound = (text: string): string =>
    `warning context/concurrent-read 6:45 \`r\` reads \`${text}\`, \`j\` writes it, and neither comes before the other`;
  const edges = "s >> (w & r), (w & r) >> j";
  expect(findings(flow("$joins.j.w ?? 0", edges))).toEqual([joinFound("$joins.j.w")]);
  expect(findings(flow("$joins.j ?? 0", edges))).toEqual([joinFound("$joins.j")]);
  // Its own entry is there only after it.
  expect(findings(flow("$joins.j.r ?? 0", edges)).filter((one) => one.includes("concurrent"))).toEqual([]);
});

test("a write behind a join that never fires is none", () => {
  const text = `
  entry: s
  concurrency: 2
  nodes:
    s: { callable: ops.f }
    l: { type: LoopNode, body_route: j }
    j: { callable: ops.f }
    w: { callable: ops.f, context: { outputs: $ctx.x } }
    r: { callable: ops.f, context: { inputs: $payload.j ?? $ctx.x ?? 0 } }
  edges: [s >> (l | r | j), l >> j, j >> w]
`;
  expect(allFindings(text).map((one) => one.split(" ")[1])).toEqual(["join/mixed-iterations"]);
});
