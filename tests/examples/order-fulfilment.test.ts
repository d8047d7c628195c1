import { describe, expect, it } from "vitest";
import flow from "../../fixtures/examples/order-fulfilment/order-fulfilment.flow.js";
import type { OrderRequest, Start } from "../../fixtures/examples/order-fulfilment/types.js";
import { runBoth, started } from "./run-both.js";

const context: Start = {
  shop: {
    name: "Tea & Co",
    warehouses: [{ id: "north", stock: { tea: 40, cup: 3, pot: 1, diamond: 2 } }],
    "support e-mail": "help@example.org",
  },
};

const order: OrderRequest = {
  id: "o1",
  customer: "c1",
  lines: [
    { sku: "tea", quantity: 4 },
    { sku: "cup", quantity: 2 },
    { sku: "tea", quantity: 3 },
  ],
  address: " 12  Long Road, Leeds ",
};

const run = (changes: Partial<OrderRequest> = {}): Promise<Record<string, unknown>> =>
  runBoth(flow, "order-fulfilment", { context, input: { ...order, ...changes } });

const intake = ["receive", "validate"];
const pricing = [...intake, "accept", "load_customer", "load_prices", "load_stock", "price_order"];
const fraud = [...pricing, "score_velocity", "score_address", "score_amount", "fraud_score", "fraud_gate"];
const reserved = [
  "release",
  "reserve_stock",
  "reserve_carrier",
  "authorise_payment",
  "reservations",
  "reservation_gate",
];

describe("order-fulfilment", () => {
  it("has 40 nodes", () => {
    expect(flow.describe().nodes).toHaveLength(40);
  });

  it("ships a good order", async () => {
    const done = await run({ note: "ring twice" });
    const steps = started(done);
    expect(steps.slice(0, 18)).toEqual([...fraud, ...reserved]);
    expect(steps.filter((id) => ["pick", "weigh", "label", "seal"].includes(id))).toHaveLength(3 * 4);
    expect(steps.slice(-7)).toEqual([
      "ship",
      "capture_payment",
      "update_stock",
      "award_points",
      "write_invoice",
      "notify_customer",
      "archive",
    ]);
    expect(done["price"]).toEqual({ net: 7 * 450 + 2 * 900, discount: 495, total: 4455 });
    expect(done["shipment"]).toEqual({
      parcels: 3,
      grams: 650 + 290 + 290,
      labels: [
        "1 post: 5 tea for 12 Long Road, Leeds",
        "2 post: 2 tea for 12 Long Road, Leeds",
        "3 post: 2 cup for 12 Long Road, Leeds",
      ],
    });
    expect(done["labels"]).toEqual((done["shipment"] as { labels: unknown }).labels);
    expect(done["stock_left"]).toEqual({ tea: 33, cup: 1, pot: 1, diamond: 2 });
    expect(done["payment"]).toEqual({
      authorisation: { code: "auth-o1", amount: 4455 },
      captured: { code: "paid-o1", amount: 4455 },
    });
    expect(done["mails"]).toEqual({ shipped: "ada@example.org: Tea & Co: 3 parcels are on their way" });
    expect(done["archived"]).toBe("o1 fulfilled INV-o1");
  });

  it("refuses an order with faults", async () => {
    const done = await run({ lines: [{ sku: "tea", quantity: 0 }], address: "here" });
    expect(started(done)).toEqual([...intake, "reject_invalid", "notify_invalid"]);
    expect(done["rejection"]).toEqual({ faults: "tea: the quantity must be positive; the address is incomplete" });
    expect(done["mails"]).toEqual({ invalid: "c1@example.org: Your order o1 cannot be accepted" });
    expect(done["routing"]).toEqual({ validate: [{ target: "reject_invalid", reason: "2 faults" }] });
    expect(done).not.toHaveProperty("customer");
  });

  it("blocks what looks like fraud", async () => {
    const lines = [{ sku: "diamond", quantity: 2 }];
    const done = await run({ customer: "c9", lines, address: "P.O. Box 7, Nowhere" });
    expect(started(done)).toEqual([...fraud, "block_order", "notify_blocked"]);
    expect(done["fraud"]).toEqual({ score: 0.77 });
    expect(done["rejection"]).toEqual({ fraud: "score_amount (0.77)" });
    expect(done["mails"]).toEqual({ blocked: "help@example.org: Blocked: o1" });
  });

  it("releases what the reviewer finds fine", async () => {
    const done = await run({ customer: "c9", lines: [{ sku: "diamond", quantity: 1 }], express: true });
    expect(started(done).slice(0, 20)).toEqual([...fraud, "manual_review", "review_gate", ...reserved]);
    expect(done["fraud"]).toEqual({
      score: 0.4,
      verdict: { score: 0.4, strongest: "score_velocity", isFine: true },
    });
    expect(done["slot"]).toEqual({ carrier: "courier", day: 1 });
    expect(done["points"]).toBe(990);
  });

  it("declines what the reviewer does not trust", async () => {
    const done = await run({ customer: "c9", address: "P.O. Box 7, Nowhere" });
    expect(started(done)).toEqual([...fraud, "manual_review", "review_gate", "decline_order"]);
    expect(done["rejection"]).toEqual({ review: "declined at 0.43" });
    expect(done).not.toHaveProperty("slot");
  });

  it("postpones what is out of stock", async () => {
    const done = await run({ lines: [{ sku: "cup", quantity: 9 }] });
    expect(started(done)).toEqual([...fraud, ...reserved, "back_order", "notify_back_order"]);
    expect(done["back_order"]).toEqual({ missing: ["cup"], weeks: 2 });
    expect(done["mails"]).toEqual({ delayed: "ada@example.org: Your order o1 needs 2 weeks" });
    expect(done["routing"]).toHaveProperty("reservation_gate", [{ target: "back_order", reason: "out of stock: cup" }]);
  });
});
