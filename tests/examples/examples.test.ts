import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import confidenceRouter from "../../fixtures/examples/confidence-router/confidence-router.flow.js";
import eachLine from "../../fixtures/examples/each-line/each-line.flow.js";
import earlyStop from "../../fixtures/examples/early-stop/early-stop.flow.js";
import jsonFlow from "../../fixtures/examples/json-flow/json-flow.flow.js";
import linearEtl from "../../fixtures/examples/linear-etl/linear-etl.flow.js";
import mergeAfterBranch from "../../fixtures/examples/merge-after-branch/merge-after-branch.flow.js";
import nestedLoops from "../../fixtures/examples/nested-loops/nested-loops.flow.js";
import parallelEnrichment from "../../fixtures/examples/parallel-enrichment/parallel-enrichment.flow.js";
import policies from "../../fixtures/examples/policies/policies.flow.js";
import pythonStyle from "../../fixtures/examples/python-style/python-style.flow.js";
import revisionCycle from "../../fixtures/examples/revision-cycle/revision-cycle.flow.js";
import { projectDir } from "./example.js";
import { runBoth, started } from "./run-both.js";

describe("linear-etl", () => {
  const csv = readFileSync(`${projectDir}fixtures/examples/linear-etl/sales.csv`, "utf8");

  it("leaves rows, totals and the document in the context", async () => {
    const context = await runBoth(linearEtl, "linear-etl", { input: csv });
    const totals = [
      { sku: "tea", quantity: 5, revenue: 2250 },
      { sku: "cup", quantity: 1, revenue: 900 },
      { sku: "pot", quantity: 1, revenue: 3290 },
    ];
    expect(started(context)).toEqual(["extract", "transform", "load"]);
    expect(context["data"]).toEqual({
      rows: [
        { sku: "tea", quantity: 2, unitPrice: 450 },
        { sku: "cup", quantity: 1, unitPrice: 900 },
        { sku: "tea", quantity: 3, unitPrice: 450 },
        { sku: "pot", quantity: 1, unitPrice: 3290 },
      ],
      totals,
      document: JSON.stringify({ currency: "EUR", rows: 4, revenue: 6440, totals }),
    });
  });

  it("runs without a promise, and its context is typed", () => {
    const context = linearEtl.runSync({}, csv);
    const units: number | undefined = context.data.totals[0]?.quantity;
    expect(units).toBe(5);
    expect(JSON.parse(context.data.document)).toHaveProperty("currency", "EUR");
  });

  it("describes itself", () => {
    const { name, description, nodes } = linearEtl.describe();
    expect(name).toBe("linear-etl");
    expect(description).toContain("totals them per product");
    expect(nodes.map(({ id }) => id)).toEqual(["extract", "transform", "load"]);
  });
});

describe("confidence-router", () => {
  const claim = { id: "A1", text: "Stolen bike, police report attached", amount: 800, documents: 3, daysInsured: 400 };

  it("approves what it is sure of", async () => {
    const context = await runBoth(confidenceRouter, "confidence-router", { input: claim });
    expect(started(context)).toEqual(["assess", "decide", "approve"]);
    expect(context["routing"]).toEqual({ decide: [{ target: "approve", confidence: 0.97, reason: "3 documents" }] });
    expect(context["payout"]).toEqual({ claim: "A1", amount: 700 });
    expect(context).not.toHaveProperty("ticket");
    expect(context).not.toHaveProperty("letter");
  });

  it("hands doubts to a person, as the route's payload", async () => {
    const input = { ...claim, id: "A2", text: "Lost my phone", documents: 2, daysInsured: 3 };
    const context = await runBoth(confidenceRouter, "confidence-router", { input });
    expect(started(context)).toEqual(["assess", "decide", "review"]);
    expect(context["routing"]).toEqual({
      decide: [{ target: "review", confidence: 0.55, reason: "insured for less than a month" }],
    });
    expect(context["ticket"]).toBe("A2: please look at insured for less than a month");
    expect(context["payloads"]).toHaveProperty("decide.review.doubts", ["insured for less than a month"]);
  });

  it("rejects what is not credible", async () => {
    const input = { ...claim, id: "A3", text: "Paid cash, no receipt", amount: 9000, documents: 0, daysInsured: 3 };
    const context = await runBoth(confidenceRouter, "confidence-router", { input });
    expect(started(context)).toEqual(["assess", "decide", "reject"]);
    expect(context["routing"]).toEqual({
      decide: [{ target: "reject", confidence: 0.99, reason: "paid in cash, no receipt" }],
    });
    expect(context["letter"]).toBe("We cannot settle A3 (score 0.01).");
  });
});

describe("parallel-enrichment", () => {
  const input = "o-7;8.8.4.4;2600";
  const profile = { country: "AT", level: "high" };

  it("joins both branches", async () => {
    const context = await runBoth(parallelEnrichment, "parallel-enrichment", { input });
    expect(started(context)).toEqual(["seed", "geo", "risk", "merge", "report"]);
    expect(context["joins"]).toEqual({ merge: { geo: { country: "AT" }, risk: 26 } });
    expect(context["profile"]).toEqual(profile);
    expect(context["report"]).toBe("Order o-7 from AT: high risk");
  });

  it("lets them overlap where the caller says so", async () => {
    const running = new Set<string>();
    const overlapping = new Set<string>();
    const context = await parallelEnrichment.run({}, input, {
      concurrency: 2,
      onEvent: (event) => {
        if (event.type === "start") {
          for (const other of running) overlapping.add([other, event.nodeId].sort().join("+"));
          running.add(event.nodeId);
        }
        if (event.type === "success") running.delete(event.nodeId);
      },
    });
    expect([...overlapping]).toEqual(["geo+risk"]);
    expect(context.profile).toEqual(profile);
  });
});

describe("early-stop", () => {
  const message = { id: "m1", text: "  Meeting at five " };

  it("goes all the way", async () => {
    const context = await runBoth(earlyStop, "early-stop", { context: { seen: "m0 m9" }, input: message });
    expect(started(context)).toEqual(["receive", "log", "deduplicate", "screen", "publish"]);
    expect(context["published"]).toBe("> Meeting at five");
  });

  it("holds", async () => {
    const input = { id: "m2", text: "BUY NOW" };
    const context = await runBoth(earlyStop, "early-stop", { input });
    expect(started(context)).toEqual(["receive", "log", "deduplicate", "screen", "hold"]);
    expect(context["held"]).toBe("m2? BUY NOW");
    expect(context["routing"]).toEqual({ screen: [{ target: "hold", confidence: 0.7, reason: "shouting" }] });
  });

  it("stops where a plain node returns {}", async () => {
    const context = await runBoth(earlyStop, "early-stop", { context: { seen: "m0 m1" }, input: message });
    expect(started(context)).toEqual(["receive", "log", "deduplicate"]);
    expect(context["payloads"]).toHaveProperty("deduplicate", {});
    expect(context["log"]).toBe("m1: 15 characters");
    expect(context).not.toHaveProperty("published");
  });

  it("stops where the router returns nothing", async () => {
    const input = { id: "m3", text: "You won the lottery" };
    const context = await runBoth(earlyStop, "early-stop", { input });
    expect(started(context)).toEqual(["receive", "log", "deduplicate", "screen"]);
    expect(context["log"]).toBe("m3: 19 characters");
    expect(context).not.toHaveProperty("published");
    expect(context).not.toHaveProperty("held");
  });
});

describe("each-line", () => {
  const invoice = {
    number: 17,
    customer: "Ada",
    lines: [
      { sku: "tea", quantity: 10 },
      { sku: "cup", quantity: 0 },
      { sku: "pot", quantity: 1 },
    ],
  };

  it("prices line by line, and sums up once", async () => {
    const context = await runBoth(eachLine, "each-line", { input: invoice });
    const bodies = started(context).filter((id) => id !== "each_line");
    expect(bodies).toEqual([
      "open_invoice",
      "price_line",
      "discount_line",
      "price_line",
      "discount_line",
      "total",
      "print",
    ]);
    expect(context["invoice"]).toEqual({ customer: "Ada", number: 17, total: 4050 + 3290 });
    expect(context["printed"]).toBe("INVOICE 17 FOR ADA: 7340 CENTS");
    expect(context["payloads"]).toHaveProperty("discount_line", { sku: "pot", quantity: 1, position: 2, cents: 3290 });
  });

  it("sums up an invoice without lines", async () => {
    const context = await runBoth(eachLine, "each-line", { input: { ...invoice, lines: [] } });
    expect(started(context)).not.toContain("price_line");
    expect(context["invoice"]).toEqual({ customer: "Ada", number: 17, total: 0 });
  });

  it("ends with what went wrong", async () => {
    const context: Parameters<typeof eachLine.run>[0] = {};
    const lines = [{ sku: "moon", quantity: 1 }];
    await expect(eachLine.run(context, { ...invoice, lines })).rejects.toThrow("no price for moon");
    expect(context).toMatchObject({
      failed_node_id: "price_line",
      failed_exception_type: "Error",
      failed_message: "no price for moon",
    });
  });
});

describe("nested-loops", () => {
  it("packs items, closes orders, writes one manifest", async () => {
    const context = await runBoth(nestedLoops, "nested-loops", { input: "A: Tea cup\nB:\nC: pot" });
    expect(context["manifest"]).toEqual([
      "A/tea + A/cup: 600 g, 2150 cents",
      "nothing: 0 g, 0 cents",
      "C/pot: 300 g, 1120 cents",
    ]);
    const times = (id: string): number => started(context).filter((other) => other === id).length;
    expect(times("open_order")).toBe(3);
    expect(times("check_item")).toBe(3);
    expect(times("pack")).toBe(3);
    expect(times("close_order")).toBe(3);
    expect(times("manifest")).toBe(1);
    expect(started(context).at(-1)).toBe("manifest");
  });

  it("joins parts of one item only", async () => {
    const context = await runBoth(nestedLoops, "nested-loops", { input: "A: Tea cup" });
    expect(context["joins"]).toEqual({
      pack: { price: 990, weigh: { item: { order: "A", sku: "cup" }, grams: 300 } },
    });
  });
});

describe("merge-after-branch", () => {
  it("writes the receipt of a card", async () => {
    const context = await runBoth(mergeAfterBranch, "merge-after-branch", { input: { amount: 49.999, pay: "card" } });
    expect(started(context)).toEqual(["checkout", "method", "card", "receipt"]);
    expect(context["receipt"]).toBe("paid 50.5 by card");
  });

  it("writes the receipt of a transfer", async () => {
    const context = await runBoth(mergeAfterBranch, "merge-after-branch", { input: { amount: 620, pay: "card" } });
    expect(started(context)).toEqual(["checkout", "method", "transfer", "receipt"]);
    expect(context["receipt"]).toBe("to pay: 620, reference T62000");
    expect(context["joins"]).toEqual({});
  });
});

describe("revision-cycle", () => {
  it("revises until nothing is missing", async () => {
    const context = await runBoth(revisionCycle, "revision-cycle", { input: "the fair" });
    expect(started(context)).toEqual([
      "brief",
      ...["draft", "review", "draft", "review", "draft", "review", "draft", "review"],
      "publish",
    ]);
    expect(context["published"]).toBe(
      "About the fair. The date: see below. The place: see below. The price: see below.",
    );
    expect(context["routing"]).toEqual({ review: [{ target: "publish", confidence: 1, reason: "complete" }] });
  });

  it("passes a draft that is complete at once", async () => {
    const context = await runBoth(revisionCycle, "revision-cycle", { input: "date, place and price" });
    expect(started(context)).toEqual(["brief", "draft", "review", "publish"]);
  });
});

describe("python-style", () => {
  it("loads what is complete", async () => {
    const context = await runBoth(pythonStyle, "python-style", { input: "c12" });
    expect(started(context)).toEqual(["extract", "transform", "decide", "load"]);
    expect(context["data"]).toEqual({
      raw: { customer: "c12", values: ["10", " 20", "12"] },
      normalized: { customer: "c12", values: [10, 20, 12] },
      persisted: "c12=42",
    });
    expect(context["routing"]).toEqual({ decide: [{ target: "load", confidence: 0.9, reason: "complete" }] });
  });

  it("discards what is not", async () => {
    const context = await runBoth(pythonStyle, "python-style", { input: "nobody" });
    expect(started(context)).toEqual(["extract", "transform", "decide", "discard"]);
    expect(context["data"]).toHaveProperty("discarded", "nobody: 2 of 3");
  });

  it("keeps its description", () => {
    const [extract] = pythonStyle.describe().nodes;
    expect(pythonStyle.name).toBe("demo_flow");
    expect(extract).toMatchObject({ describe: { context_outputs: ["$ctx.data.raw"], returns: "raw records" } });
  });
});

describe("policies", () => {
  it("retries, gives up waiting, and goes elsewhere after a failure", async () => {
    const context = await runBoth(policies, "policies", { input: "gone-1", unordered: true });
    expect(context["page"]).toBe("600 cents, no stars, gone-1: ask us (gone-1 is not listed)");
    expect(context["payloads"]).toMatchObject({ prices: 600, ratings: { sku: "gone-1", stars: null } });
    expect(context["payloads"]).not.toHaveProperty("stock");
    const failures = context["errors"] as { node_id: string; exception: string }[];
    expect(failures.map(({ node_id }) => node_id).sort()).toEqual(["ratings", "stock"]);
    expect(failures.find(({ node_id }) => node_id === "stock")?.exception).toBe("RangeError");
  });

  it("shows the stock of what is listed", async () => {
    const context = await runBoth(policies, "policies", { input: "tea", unordered: true });
    expect(context["page"]).toBe("300 cents, no stars, 3 left");
    expect(started(context)).not.toContain("stock_unknown");
  });
});

describe("json-flow", () => {
  it("calls functions of Node and of the user", async () => {
    const context = await runBoth(jsonFlow, "json-flow", { input: "/tmp/Café Menu (final, really final).PDF" });
    expect(started(context)).toEqual(["base_name", "extension", "slug"]);
    expect(context["upload"]).toEqual({
      name: "Café Menu (final, really final).PDF",
      extension: ".PDF",
      slug: "cafe-menu-final-really-f.pdf",
    });
  });
});
