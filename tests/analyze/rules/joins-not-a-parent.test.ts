import { expect, test } from "vitest";
import { findings } from "./findings.js";

const flow = (reference: string): string => `
  entry: order
  nodes:
    order: &f { callable: ops.f }
    stock: *f
    price: *f
    merge: { callable: ops.f, context: { inputs: ${reference} } }
  edges: [order >> (stock & price), (stock & price) >> merge]
`;

test("a node that the join does not wait for", () => {
  expect(findings(flow("$joins.merge.order.id"))).toEqual([
    "warning joins/not-a-parent 6:61 `merge` does not wait for `order`",
  ]);
});

test("a name that is nearly that of a parent", () => {
  expect(findings(flow("$joins.merge.stok"))).toEqual([
    "error joins/not-a-parent 6:61 `merge` does not wait for `stok`",
  ]);
});

test("a parent, and all of them", () => {
  expect(findings(flow("$joins.merge.stock.count"))).toEqual([]);
  expect(findings(flow("$joins.merge"))).toEqual([]);
});
