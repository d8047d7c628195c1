import { describe, expect, it } from "vitest";
import eachLine from "../../fixtures/examples/each-line/each-line.flow.js";
import nestedLoops from "../../fixtures/examples/nested-loops/nested-loops.flow.js";
import linkCheck from "../../fixtures/examples/link-check/link-check.flow.js";
import { runBoth, started } from "./run-both.js";

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

describe("link-check", () => {
  const site = (name: string): { readonly links: readonly string[] } => ({
    links: ["a", "gone", "b", "c", "d"].map((page) => `${name}/${page}`),
  });

  it("lists broken links, and has two links of each site open at most", async () => {
    const open = new Map<number, Set<number>>();
    let most = 0;
    const result = await linkCheck.run({}, [site("x"), site("y")], {
      onEvent(event) {
        if (event.type !== "start" && event.type !== "success") return;
        const [of = 0, link] = event.index;
        if (link === undefined || event.nodeId === "each_link") return;
        const links = open.get(of) ?? new Set();
        if (event.type === "start") links.add(link);
        else if (event.nodeId === "judge") links.delete(link);
        open.set(of, links);
        most = Math.max(most, links.size);
      },
    });
    expect(result.broken).toEqual(["x/gone", "y/gone"]);
    expect(most).toBe(2);
  });

  it("leaves the same in memory", async () => {
    const context = await runBoth(linkCheck, "link-check", { input: [site("x")], unordered: true });
    expect(context["broken"]).toEqual(["x/gone"]);
  });
});
