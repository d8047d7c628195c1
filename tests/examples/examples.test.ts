import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import jsonFlow from "../../fixtures/examples/json-flow/json-flow.flow.js";
import linearEtl from "../../fixtures/examples/linear-etl/linear-etl.flow.js";
import parallelEnrichment from "../../fixtures/examples/parallel-enrichment/parallel-enrichment.flow.js";
import policies from "../../fixtures/examples/policies/policies.flow.js";
import pythonStyle from "../../fixtures/examples/python-style/python-style.flow.js";
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

  it("lets them overlap if the caller says so", async () => {
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
