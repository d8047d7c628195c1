import { expect, test } from "vitest";
import { findings } from "../findings.js";

interface Parts {
  readonly inputs: string;
  readonly edges?: string;
  readonly nodes?: string;
}

const leaving = "a >> (p & r), r >> (again | end), again >> a, (p & end) >> j";

/** `p` runs in every pass of the cycle of `a` and the next pass does not wait for it; `end` runs in the last pass alone. */
const flow = ({ inputs, edges = leaving, nodes = "r: { type: RoutingNode, routing_rule: ops.r }" }: Parts): string => `
  entry: s
  concurrency: 8
  nodes:
    j: { callable: ops.f, context: { inputs: '${inputs}' } }
    s: { callable: ops.f }
    a: { callable: ops.f, context: { outputs: $ctx.a } }
    p: { callable: ops.f }
    again: { callable: ops.f }
    end: { callable: ops.f, context: { outputs: $ctx.end } }
    ${nodes}
  edges: [s >> a, ${edges}]
`;
const shared = (text: string, writer: string): string =>
  `error cycle/shared-read 4:45 \`${text}\` may belong to another pass: \`${writer}\` writes it in every pass of the cycle of \`a\``;

test.each(["$payload.end", "$ctx.end", "$joins.j.end"])("what the last pass alone writes is exact: %s", (inputs) => {
  expect(findings(flow({ inputs }))).toEqual([]);
});

test("what a branch writes that the next pass does not wait for", () => {
  expect(findings(flow({ inputs: "$payload.p" }))).toEqual([shared("$payload.p", "p")]);
});

test("what the way back waits for is exact, since the join only starts after the last pass", () => {
  expect(findings(flow({ inputs: "$payload.a" }))).toEqual([]);
  expect(findings(flow({ inputs: "$ctx.a" }))).toEqual([]);
});

test.each([
  [
    "conditions",
    "a >> (p & r), r >> (again when $result.x | end otherwise), again >> a, (p & end) >> j",
    "r: { callable: ops.f }",
  ],
  ["a guard", "a >> (p & r), r >> (a | end), end >> again, (p & again) >> j", undefined],
  [
    "a loop in the pass",
    "a >> (p & l), l >> (again | r), r >> (a | end), (p & end) >> j",
    "l: { type: LoopNode, body_route: again, done_route: r }\n    r: { type: RoutingNode, routing_rule: ops.r }",
  ],
  [
    "a merge of two exits",
    "a >> (p & r), r >> (again | end | out), again >> a, (end | out) >> m, (p & m) >> j",
    "r: { type: RoutingNode, routing_rule: ops.r }\n    out: { callable: ops.f }\n    m: { callable: ops.f }",
  ],
])("regardless of how the cycle is left: %s", (_, edges, nodes) => {
  const parts = { edges, ...(nodes !== undefined && { nodes }) };
  expect(findings(flow({ inputs: "$payload.end", ...parts }))).toEqual([]);
  expect(findings(flow({ inputs: "$payload.p", ...parts }))).toEqual([shared("$payload.p", "p")]);
});

test("a join of two branches that a pass leaves behind starts in every pass", () => {
  const edges = "a >> (p & q & r), r >> (again | end), again >> a, (p & q) >> j";
  const nodes = "r: { type: RoutingNode, routing_rule: ops.r }\n    q: { callable: ops.f }";
  expect(findings(flow({ inputs: "$payload.q", edges, nodes }))).toEqual([shared("$payload.q", "q")]);
  expect(findings(flow({ inputs: "$ctx.a", edges, nodes }))).toEqual([shared("$ctx.a", "a")]);
});

test("a handler of a branch that is left behind", () => {
  const edges = "a >> (p & r), r >> (again | end), again >> a, (end | again2) >> j";
  const nodes =
    "r: { type: RoutingNode, routing_rule: ops.r }\n    q: { callable: ops.f, policy: { on_error: { goto: j } } }\n    again2: { callable: ops.f }";
  const linked = edges.replace("a >> (p & r)", "a >> (q & p & r), p >> again2");
  expect(findings(flow({ inputs: "$ctx.a", edges: linked, nodes }))).toEqual([shared("$ctx.a", "a")]);
});
