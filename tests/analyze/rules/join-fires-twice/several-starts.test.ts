import { expect, test } from "vitest";
import { findings } from "../findings.js";

test("a join of what a router chooses in different starts, and one of these choices", () => {
  const flow = (edges: string): string => `
    entry: h
    nodes:
      h: &f { callable: ops.f }
      g: { type: RoutingNode, callable: ops.r }
      r: { type: RoutingNode, callable: ops.r }
      x: *f
      y: *f
      z: *f
      k: *f
      m: *f
    edges: [${edges}]
  `;
  const message = "warning join/fires-twice";
  // `h` starts `r` in each pass: one start chooses `x`, the next one `y`, which starts `m` and completes `x`.
  const again = "h >> g, g >> h, h >> r";
  expect(findings(flow(`${again}, r >> (x | y), y >> x, (x | y) >> m`))).toEqual([
    `${message} 11:66 \`m\` runs twice: one run starts it after \`x\` and again after \`y\``,
  ]);
  // The same after more nodes, or if the join takes one of both.
  expect(findings(flow(`${again}, r >> (x | y), (x & y) >> z, (z | y) >> m`))).toHaveLength(1);
  expect(findings(flow(`${again}, r >> (x | y), (x & y) >> z, (x | y | z) >> m`))).toHaveLength(1);
  expect(findings(flow(`${again}, r >> (x | y), (x | y) >> k, (x & k) >> z, (z | y) >> m`))).toHaveLength(1);
  // Each start of `r` leads to `m` once.
  expect(findings(flow(`${again}, r >> (x | y), (x | y) >> m`))).toEqual([]);
  // `r` starts once: what waits for both never runs, and nothing runs twice.
  expect(findings(flow("h >> r, r >> (x | y), y >> x, (x | y) >> m"))).toEqual([]);
  expect(findings(flow("h >> g, g >> (h | r), r >> (x | y), y >> x, (x | y) >> m"))).toEqual([]);
});

test("a way back that joins two choices of a router that starts several times in a pass", () => {
  const flow = (target: string): string => `
    entry: h
    nodes:
      h: &f { callable: ops.f }
      q: &r { type: RoutingNode, callable: ops.r }
      i: *f
      g: *r
      r: *r
      x: *f
      y: *f
      j: *f
      k: *f
      m: *f
      end: *f
    edges: [h >> q, q >> (i | k), i >> (g & r), g >> i, r >> (x | y), (x & y) >> j, j >> ${target}, (x | k) >> m]
  `;
  // A pass starts `m` over `x` and goes back once `y` has run too; the next one starts `m` over `k`.
  expect(findings(flow("h"))).toEqual([
    "warning join/fires-twice 14:100 `m` runs twice: one run starts it after `x` and again after `k`",
  ]);
  // Nothing leads back: `q` chooses once.
  expect(findings(flow("end"))).toEqual([]);
});
