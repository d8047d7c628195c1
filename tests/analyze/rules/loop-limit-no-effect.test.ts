import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (limit: number, more = ""): string => `
  entry: l
  nodes:
    l: { type: LoopNode, body_route: a, concurrency: ${limit} }
    a: { callable: ops.f }
  edges: [l >> a]
  ${more}
`;
const warning = (limit: number, runs: string): string =>
  `warning loop/limit-no-effect 3:52 \`concurrency: ${limit}\` of \`l\` has no effect: the flow runs ${runs} at a time`;

test("a limit above the flow's own concurrency", () => {
  expect(findings(flow(2))).toEqual([warning(2, "one node")]);
  expect(findings(flow(4, "concurrency: 3"))).toEqual([warning(4, "at most 3 nodes")]);
});

test("a limit up to the flow's own concurrency", () => {
  expect(findings(flow(1))).toEqual([]);
  expect(findings(flow(3, "concurrency: 3"))).toEqual([]);
  expect(findings(flow(2, "concurrency: 3"))).toEqual([]);
});
