import { describe, expect, test } from "vitest";
import type { FlowCallable } from "../../compiler/plan.js";
import { expandFlows } from "../../picture/expand-flows.js";
import type { Picture } from "../../picture/picture.js";
import { pictureOf } from "../../picture/picture-of.js";
import { svgOf } from "../../picture/svg/svg.js";
import { dotOf } from "../../picture/text/dot.js";
import { mermaidOf } from "../../picture/text/mermaid.js";
import { outlineOf } from "../../picture/text/outline.js";
import { loadLayout } from "../../src/graph/layout.js";
import { nodeLinks } from "../../src/graph/node-links.js";
import { flow, fn, loop, span } from "../emit/plan-builder.js";
import { hostileTexts } from "./hostile-flow.js";
import { placeFaults, siblingPairs, textFaults } from "./faults-of.js";

function child(name: string): FlowCallable {
  const file = `flows/${name}.flow.yaml`;
  return {
    kind: "flow",
    file,
    module: { kind: "file", path: `flows/${name}.flow.ts` },
    exportName: "default",
    silence: undefined,
    takes: undefined,
    span,
  };
}

const policy = { retry: undefined, timeout: 50, onError: undefined };
const plans = [
  flow("order", [
    fn("take", { to: ["one", "other"] }),
    fn("one", { to: ["end"], callable: child("mid"), policy }),
    fn("other", { to: ["end"], callable: child("leaf") }),
    fn("end"),
  ]),
  flow(
    "mid",
    [
      loop("each", "price", { done: "sum", collect: "price" }),
      fn("price", { loop: "each", callable: child("leaf") }),
      fn("sum", { to: ["^sum"] }),
      fn("fix"),
    ],
    {
      description: "Prices.",
      concurrency: 2,
      policy: { retry: undefined, timeout: undefined, onError: { goto: "fix" } },
    },
  ),
  flow("leaf", [fn("in", { to: ["out"] }), fn("out")]),
];
const pictures = new Map(plans.map((plan) => [plan.file, pictureOf(plan)]));

function expanded(name: string, levels = Number.POSITIVE_INFINITY, most = 100): Picture | undefined {
  const picture = pictures.get(`flows/${name}.flow.yaml`);
  return picture && expandFlows(picture, { childOf: (file) => pictures.get(file), levels, most });
}

function ids(picture: Picture | undefined): string[] | undefined {
  return picture?.nodes.map(({ id, parent }) => (parent === undefined ? id : `${id} in ${parent}`));
}

describe("flows that nodes run, expanded", () => {
  test("are containers with nodes of their own, as many levels deep", () => {
    expect(ids(expanded("order", 1))).toEqual([
      "take",
      "one",
      "one/each in one",
      "one/price in one/each",
      "one/sum in one",
      "one/fix in one",
      "other",
      "other/in in other",
      "other/out in other",
      "end",
    ]);
    expect(ids(expanded("order"))?.filter((id) => id.includes("price"))).toEqual([
      "one/price in one/each",
      "one/price/in in one/price",
      "one/price/out in one/price",
    ]);
  });

  test("have their edges, an edge to their entry, and what holds for all of them", () => {
    const picture = expanded("order", 1);
    expect(picture?.edges.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      "take>one flow",
      "take>other flow",
      "one>end flow",
      "one>one/each entry",
      "one/each>one/price body",
      "one/each>one/sum done",
      "one/sum>one/sum flow",
      "other>end flow",
      "other>other/in entry",
      "other/in>other/out flow",
    ]);
    expect(picture?.nodes[1]).toMatchObject({
      kind: "function",
      flow: { file: "flows/mid.flow.yaml" },
      summary: "Prices.",
      container: { caption: "mid.flow.yaml · at most 2 at once", handler: "one/fix" },
      place: { line: 3, column: 5 },
    });
    expect(picture?.nodes[2]).toMatchObject({
      container: { collect: "one/price" },
      place: { file: "flows/mid.flow.yaml", line: 3 },
    });
    expect(picture?.nodes[3]?.arrival).toEqual([["one/each"]]);
  });

  test("stay as they are if they have errors, or something is wrong with them here", () => {
    const picture = pictures.get("flows/order.flow.yaml")!;
    expect(expandFlows(picture, { childOf: () => undefined, levels: 9, most: 9 })).toEqual(picture);
    const broken = { kind: "broken", text: "needs a context", title: "…" } as const;
    const nodes = picture.nodes.map((node) => ({ ...node, signs: [broken] }));
    expect(
      ids(expandFlows({ ...picture, nodes }, { childOf: (file) => pictures.get(file), levels: 9, most: 9 })),
    ).toHaveLength(4);
  });

  test("are not drawn if they are too many: each of 30 levels has twice the nodes of the one before", () => {
    const twice = (file: string): Picture => {
      const depth = Number(/\d+/u.exec(file)?.[0]);
      const next = child(String(depth + 1));
      return pictureOf(
        flow(
          String(depth),
          depth === 30 ? [fn("a")] : [fn("a", { to: ["b"], callable: next }), fn("b", { callable: next })],
        ),
      );
    };
    expect(expandFlows(twice("0"), { childOf: twice, levels: Number.POSITIVE_INFINITY, most: 2000 })).toBeUndefined();
    expect(expandFlows(twice("0"), { childOf: twice, levels: 9, most: 2046 })?.nodes).toHaveLength(2046);
  });

  test.each(["down", "right"] as const)("are laid out and written as every picture: %s", async (direction) => {
    const picture = expanded("order")!;
    const placed = await (await loadLayout())(picture, { direction });
    const svg = svgOf(placed, {
      linkOf: nodeLinks(
        ({ file, line }) => `https://a.test/${file}#${line}`,
        picture,
        (file) => ({ file, path: file }),
      ),
    });
    expect([...placeFaults(placed), ...textFaults(svg), ...siblingPairs(placed).mirrored]).toEqual([]);
    expect(svg.match(/class="frame"/gu)).toHaveLength(3);
    expect(svg).toContain(">any failure</text>");
    expect(svg).toContain(
      "one: flow; then end, one/each inside. Any failure inside that is not handled starts one/fix.",
    );
    expect(svg).toContain("line 3, column 5 of flows/leaf.flow.yaml");
    expect(svg).toMatch(/<a href="https:\/\/a\.test\/flows\/mid\.flow\.yaml#3"><g class="[^"]*" data-node="one\/sum"/u);
    expect(svg).toMatch(/<a href="https:\/\/a\.test\/flows\/mid\.flow\.yaml#1"><g class="[^"]*" data-node="one"/u);
  });

  test("are in texts", () => {
    const picture = expanded("order")!;
    expect(outlineOf(picture)).toBe(
      [
        "order · 12 nodes · flows/order.flow.yaml",
        "● take                 → one, other   ⟵ input",
        "⧉ one                  → end   runs mid.flow.yaml   ⏱ 50 ms   ✕ any failure inside → one/fix",
        "│ ↻ one/each           → when done one/sum",
        "│ │ ⧉ one/price        ■   runs leaf.flow.yaml",
        "│ │ │ ● one/price/in   → one/price/out",
        "│ │ │ ● one/price/out  ■",
        "│ ● one/sum            → ↑ one/sum",
        "│ ● one/fix            ■",
        "⧉ other                → end   runs leaf.flow.yaml",
        "│ ● other/in           → other/out",
        "│ ● other/out          ■",
        "▬ end                  ■   ⟵ all of one & other",
        "",
      ].join("\n"),
    );
    const mermaid = mermaidOf(picture).split("\n");
    expect(mermaid).toContain('  subgraph n1["one<br/>⧉ mid.flow.yaml · at most 2 at once<br/>⏱ 50 ms"]');
    expect(mermaid).toContain('    n1_failure(["any failure"]) -.-> n7');
    expect(mermaid).toContain("  n1_each --> n2");
    const dot = dotOf(picture).split("\n");
    expect(dot).toContain('    n1_failure -> n7 [style=dashed, color="#c8372d"]');
    expect(dot).toContain("  n1 -> n11_all [ltail=cluster_n1]");
  });

  test("have ids of their own, also with slashes in the ids of nodes", async () => {
    const names = [...new Set(["a", "a/b", "b", "\\", "/", "a\\/b", ...hostileTexts])];
    const nodes = names.map((name) => fn(name, { callable: child("names"), to: name === "a" ? names.slice(1) : [] }));
    const inner = pictureOf(
      flow(
        "names",
        names.map((name) => fn(name)),
      ),
    );
    const picture = expandFlows(pictureOf(flow("outer", nodes)), { childOf: () => inner, levels: 1, most: 5000 })!;
    expect(new Set(picture.nodes.map(({ id }) => id)).size).toBe(names.length * (names.length + 1));
    expect(new Set(picture.edges.map(({ id }) => id)).size).toBe(picture.edges.length);
    const placed = await (await loadLayout())(picture);
    expect([...placeFaults(placed), ...textFaults(svgOf(placed))]).toEqual([]);
  });
});
