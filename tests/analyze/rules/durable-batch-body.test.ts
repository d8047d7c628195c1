import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (b: string, batch = ", batch: 10"): string => `
  entry: a
  nodes:
    a: { callable: ops.f, context: { outputs: $ctx.rate } }
    l: { type: LoopNode, body_route: b, done_route: d, collect: c${batch} }
    b: { callable: ops.f${b} }
    c: { callable: ops.f, policy: { on_error: { goto: e } } }
    d: { callable: ops.f }
    e: { callable: ops.f }
  edges: [a >> l >> b >> c]
`;
const error = (column: number, what: string): string =>
  `error durable/batch-body 5:${column} \`b\` is in the body of \`l\`, which has a \`batch\`: ${what}`;

test.each([
  [", context: { outputs: $ctx.price }", 45, "it cannot write `$ctx.price`"],
  [", context: { outputs: { x: $payload.x.y } }", 50, "it cannot write `$payload.x.y`"],
  [", context: { inputs: '$payload.b ?? 1' }", 45, "it cannot read `$payload.b`, which the body itself writes"],
  [", policy: { on_error: { goto: d } }", 53, "its failure cannot lead to `d`, which is outside"],
  [", undo: ops.f", 25, "it cannot have `undo`"],
  [", allow_context_access: true", 3, "it cannot have `allow_context_access`"],
])("%s", (b, column, what) => {
  const own = findings(flow(b)).filter((finding) => finding.includes("durable/"));
  expect(own).toEqual([error(column, what)]);
  expect(findings(flow(b, "")).filter((finding) => finding.includes("durable/"))).toEqual([]);
});

test("what was written before the loop may be read, and failures may be handled inside", () => {
  expect(findings(flow(", context: { inputs: $ctx.rate }"))).toEqual([]);
  expect(findings(flow(", context: { inputs: $payload.a }"))).toEqual([]);
});

test("a join may read what has arrived for it", () => {
  const joined = `
    entry: l
    nodes:
      l: { type: LoopNode, body_route: a, batch: 5 }
      a: { callable: ops.f }
      b: { callable: ops.f }
      c: { callable: ops.f }
      j: { callable: ops.f, context: { inputs: [$joins.j.b, $joins.j.c] } }
    edges: [l >> a >> (b | c), (b & c) >> j]
  `;
  expect(findings(joined)).toEqual([]);
});

test("the flow's own handler outside of the body", () => {
  const handled = `
    entry: l
    policy: { on_error: { goto: h } }
    nodes:
      l: { type: LoopNode, body_route: a, batch: 5 }
      a: { callable: ops.f }
      b: { callable: ops.f }
      h: { callable: ops.f }
    edges: [l >> a >> b]
  `;
  expect(findings(handled)).toEqual([
    "error durable/batch-body 2:29 `a` is in the body of `l`, which has a `batch`: its failure cannot lead to `h`, which is outside",
  ]);
});
