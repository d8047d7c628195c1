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
