import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, runCli } from "./run-cli.js";

const ops = "export function take(input: string): string { return input; }\n";
const leaf = (name: string): string => `name: ${name}
entry: take
nodes:
  take: { callable: ../ops.ts#take }
`;
const parent = `name: order
entry: one
nodes:
  one: { flow: ./parts/price.flow.yaml }
  other: { flow: ./parts/price.flow.yaml }
edges:
  - one >> other
`;
const files = { "ops.ts": ops, "parts/price.flow.yaml": leaf("price"), "order.flow.yaml": parent };

function project(changed: Readonly<Record<string, string>> = {}) {
  const cwd = createProject({ ...files, ...changed });
  return {
    at: (name: string) => path.join(cwd, name),
    write: (name: string, text: string) => {
      writeFileSync(path.join(cwd, name), text);
    },
    graph: (...args: string[]) => runCli(["graph", ...args], { cwd }),
  };
}

interface Data {
  readonly isPartial?: boolean;
  readonly nodes: readonly { id: string; parent?: string; container?: object; flow?: object; signs: object[] }[];
}

describe("a flow that runs another", () => {
  test("leads to the file of the other", async () => {
    const { graph, at } = project();
    const svg = await graph("order.flow.yaml", "--link", "https://github.com/a/b/blob/main/{file}#L{line}");
    expect(svg.out.match(/<a href="[^"]*"/gu)).toEqual(
      Array.from({ length: 2 }, () => '<a href="https://github.com/a/b/blob/main/parts/price.flow.yaml#L1"'),
    );
    const page = await graph("order.flow.yaml", "--as", "html");
    expect(page.out).toContain(`<a href="vscode://file${at("parts/price.flow.yaml")}:1:1">`);
  });

  test("is drawn once, as is the other, with the folder", async () => {
    const { graph, at } = project();
    expect(await graph("--out", "pictures")).toMatchObject({ status: 0 });
    expect(readdirSync(at("pictures"), { recursive: true }).sort()).toEqual([
      "order.flow.svg",
      "parts",
      "parts/price.flow.svg",
    ]);
    expect((await graph("--out", "pictures", "--check")).status).toBe(0);
  });

  test.each<[string, Readonly<Record<string, string>>, string, object]>([
    [
      "has errors",
      { "parts/price.flow.yaml": "name: price\nentry: take\nnodes: { take: { callable: ../ops.ts#takes } }\n" },
      "the flow `parts/price.flow.yaml` has an error",
      { file: "parts/price.flow.yaml" },
    ],
    [
      "not found",
      { "order.flow.yaml": parent.replace("price.flow", "prize.flow") },
      "there is no flow file `./parts/prize.flow.yaml`",
      {},
    ],
    [
      "needs a context",
      { "parts/price.flow.yaml": `${leaf("price").replace("#take }", "#take, context: { inputs: $ctx.key } }")}` },
      "the flow `parts/price.flow.yaml` reads `$ctx.key` from its caller's context, which a node does not give it",
      { file: "parts/price.flow.yaml" },
    ],
    [
      "runs itself",
      { "order.flow.yaml": parent.replace("./parts/price", "./order") },
      "the flow runs itself: `order.flow.yaml` → `order.flow.yaml`",
      {},
    ],
  ])("says at the node what is wrong with the other: %s", async (text, changed, title, flow) => {
    const { graph } = project(changed);
    const { status, out } = await graph("order.flow.yaml", "--as", "json");
    expect(status).toBe(1);
    const data = JSON.parse(out) as Data;
    expect(data.isPartial).toBe(true);
    expect(data.nodes[0]).toMatchObject({ id: "one", flow, signs: [{ kind: "broken", text, title }] });
    const svg = (await graph("order.flow.yaml")).out;
    expect(svg).toContain('class="pill broken"');
    expect(svg).toContain(`>${text}</text>`);
  });
});

describe("--expand", () => {
  const deep = {
    "parts/price.flow.yaml": `name: price
entry: take
nodes:
  take: { callable: ../ops.ts#take }
  tax: { flow: ./tax.flow.yaml }
edges:
  - take >> tax
`,
    "parts/tax.flow.yaml": leaf("tax"),
  };
  const idsOf = (out: string): string[] => (JSON.parse(out) as Data).nodes.map(({ id }) => id);

  test("draws flows that nodes run with their nodes, as many levels deep", async () => {
    const { graph } = project(deep);
    const one = await graph("order.flow.yaml", "--as", "json", "--expand", "1");
    expect(one).toMatchObject({ status: 0, error: "" });
    const level = ["one", "one/take", "one/tax", "other", "other/take", "other/tax"];
    expect(idsOf(one.out)).toEqual(level);
    const all = [...level.slice(0, 3), "one/tax/take", ...level.slice(3), "other/tax/take"];
    for (const levels of ["2", "9", "all"]) {
      expect(idsOf((await graph("order.flow.yaml", "--as", "json", "--expand", levels)).out)).toEqual(all);
    }
    const link = ["--link", "https://a.test/{file}#L{line}"];
    const svg = await graph("order.flow.yaml", "--as", "svg", "--expand", "all", ...link);
    expect(svg.out).toMatch(
      /<a href="https:\/\/a\.test\/parts\/tax\.flow\.yaml#L4"><g class="[^"]*" data-node="one\/tax\/take">/u,
    );
  });

  test("writes the same files again, and --check compares with them", async () => {
    const { graph, write } = project(deep);
    const args = ["--out", "pictures", "--expand", "all"];
    expect((await graph(...args)).error).toContain("written pictures/order.flow.svg\n");
    expect((await graph(...args, "--check")).status).toBe(0);
    expect((await graph("--out", "pictures", "--check")).status).toBe(1);
    write("parts/tax.flow.yaml", deep["parts/tax.flow.yaml"].replaceAll("take", "give").replace("#give", "#take"));
    const stale = await graph("order.flow.yaml", ...args, "--check");
    expect(stale.status).toBe(1);
    expect(stale.error).toContain("pictures/order.flow.svg");
  });

  test("a flow with errors stays folded, with what is wrong", async () => {
    const { graph } = project({ ...deep, "parts/tax.flow.yaml": leaf("tax").replace("#take", "#takes") });
    const { status, out } = await graph("parts/price.flow.yaml", "--as", "json", "--expand", "all");
    expect(status).toBe(1);
    expect((JSON.parse(out) as Data).nodes).toMatchObject([
      { id: "take" },
      { id: "tax", signs: [{ text: "has errors" }] },
    ]);
  });

  test("refuses pictures that are too large, and levels that are not numbers", async () => {
    const twice = (next: number): string =>
      `entry: a\nnodes:\n  a: { flow: ./${next}.flow.yaml }\n  b: { flow: ./${next}.flow.yaml }\nedges: [a >> b]\n`;
    const levels = Array.from({ length: 14 }, (_, depth) => [`${depth}.flow.yaml`, twice(depth + 1)] as const);
    const last = "entry: a\nnodes:\n  a: { callable: ./ops.ts#take }\n";
    const { graph } = project({ ...Object.fromEntries(levels), "14.flow.yaml": last });
    const large = await graph("0.flow.yaml", "--as", "text", "--expand", "all");
    expect(large).toMatchObject({ status: 2, out: "" });
    expect(large.error).toContain(
      "with the flows that it runs, the picture of `0.flow.yaml` would have more than 2000 nodes",
    );
    expect((await graph("0.flow.yaml", "--as", "text", "--expand", "2")).out).toContain("· 14 nodes ·");
    for (const wrong of ["0", "-1", "1.5", "many", ""]) {
      const { status, error } = await graph("0.flow.yaml", `--expand=${wrong}`);
      expect([wrong, status]).toEqual([wrong, 2]);
      expect(error).toContain("A number of levels, from 1, or `all`.");
    }
  });
});
