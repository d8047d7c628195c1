import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, runCli } from "./run-cli.js";

const ops = `export interface Order { id: string; total: number }
export function take(input: Order): Order { return input; }
export function price({ total }: Order): { net: number } { return { net: total / 2 }; }
export function report(given: { net: number }): string { return "net " + given.net; }
export function note(_order: Order): void {}
`;
const child = `name: price-order
entry: take
nodes:
  take: { callable: ./ops.ts#take }
  price: { callable: ./ops.ts#price }
edges:
  - take >> price
`;
const parent = `name: order
entry: take
nodes:
  take: { callable: ./ops.ts#take }
  price:
    flow: ./price.flow.yaml
    context: { outputs: $ctx.price }
  report: { callable: ./ops.ts#report }
edges:
  - take >> price >> report
`;
const files = { "ops.ts": ops, "price.flow.yaml": child, "order.flow.yaml": parent };

function written(cwd: string, file: string): string {
  return readFileSync(path.join(cwd, file), "utf8");
}

async function found(
  project: Readonly<Record<string, string>>,
  args: readonly string[] = ["--no-types"],
): Promise<string[]> {
  const { out } = await runCli(["check", "--format", "json", ...args], { cwd: createProject(project) });
  const { findings } = JSON.parse(out) as {
    findings: { code: string; message: string; file: string; start: { line: number; column: number } }[];
  };
  return findings.map(({ code, message, file, start }) => `${file}:${start.line}:${start.column} ${code}: ${message}`);
}

describe("a flow that a node runs", () => {
  test("is a part of the module, and runs", async () => {
    const cwd = createProject(files);
    expect(await runCli(["build"], { cwd })).toMatchObject({
      status: 0,
      error: "written order.flow.ts\nwritten price.flow.ts\n",
    });
    expect(written(cwd, "order.flow.ts")).toContain('import price from "./price.flow.js";');
    expect(written(cwd, "order.flow.ts")).toContain('call: childFlow(price) satisfies Takes<Payloads["price"]>');
    const { status, out } = await runCli(["run", "order.flow.yaml", "--input", '{"id":"a","total":4}'], { cwd });
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ price: { net: 2 }, payloads: { price: { net: 2 }, report: "net 2" } });
  });

  test("is built and checked with the flow that names it, whatever `include` says, and is no orphan", async () => {
    const config = { "flowc.config.json": '{ "include": ["order.flow.yaml"] }' };
    const cwd = createProject({ ...files, ...config });
    const again = async (): Promise<string> => (await runCli(["build"], { cwd })).error;
    expect(await again()).toBe("written order.flow.ts\nwritten price.flow.ts\n");
    expect(await again()).toBe("2 modules up to date\n");
    expect((await runCli(["build", "--check"], { cwd })).status).toBe(0);
    rmSync(path.join(cwd, "price.flow.ts"));
    expect(await again()).toBe("written price.flow.ts\n1 module up to date\n");
    expect((await runCli(["check"], { cwd })).error).toBe("nothing found in 2 flows\n");
    expect((await runCli(["check"], { cwd })).error).toBe("nothing found in 2 flows\n");
    writeFileSync(
      path.join(cwd, "order.flow.yaml"),
      parent.replace("flow: ./price.flow.yaml", "callable: ./ops.ts#price"),
    );
    expect((await runCli(["build"], { cwd })).error).toBe("written order.flow.ts\n");
    expect(existsSync(path.join(cwd, "price.flow.ts"))).toBe(true);
  });

  test("is built alone with its parent, into the same output folder", async () => {
    const moved = {
      "ops.ts": ops,
      "flows/price.flow.yaml": child.replaceAll("./ops.ts", "../ops.ts"),
      "flows/deep/order.flow.yaml": parent.replaceAll("./ops.ts", "../../ops.ts").replace("./price", "../price"),
      "flowc.config.json": '{ "outDir": "gen" }',
    };
    const cwd = createProject(moved);
    expect((await runCli(["build", "deep/order.flow.yaml"], { cwd: path.join(cwd, "flows") })).error).toBe(
      "written gen/flows/deep/order.flow.ts\nwritten gen/flows/price.flow.ts\n",
    );
    expect(written(cwd, "gen/flows/deep/order.flow.ts")).toContain('import price from "../price.flow.js";');
    expect((await runCli(["check"], { cwd })).error).toBe("nothing found in 2 flows\n");
  });

  test("a change of it changes the findings of its parent, although that is cached", async () => {
    const cwd = createProject(files);
    const build = async (): Promise<number> => (await runCli(["build"], { cwd })).status;
    const check = async (): Promise<string> => (await runCli(["check"], { cwd })).error;
    expect(await build()).toBe(0);
    expect(await check()).toBe("nothing found in 2 flows\n");
    writeFileSync(path.join(cwd, "price.flow.yaml"), child.replace("take >> price", "take >> prise"));
    const { status, error } = await runCli(["build"], { cwd });
    expect(status).toBe(1);
    expect(error).toContain("error[flow/child-broken]: the flow `price.flow.yaml` has an error");
    expect(await check()).toContain("error[flow/child-broken]");
    writeFileSync(
      path.join(cwd, "price.flow.yaml"),
      child.replace("price: { callable: ./ops.ts#price }", "price: { callable: ./ops.ts#take }"),
    );
    expect(await build()).toBe(0);
    expect(await check()).toContain("error[types/payload]: `report` takes `{ net: number }`; what `price` sends is");
  });
});

describe("types on both sides of a flow node", () => {
  test("what it is called with, at the inputs or at the edge", async () => {
    const wrong = parent.replace("context: {", "context: { inputs: $payload.take.id,");
    expect(await found({ ...files, "order.flow.yaml": wrong }, [])).toEqual([
      "order.flow.yaml:7:24 types/payload: `price.flow.yaml` takes `{ id: string; total: number }`; `$payload.take.id` is `string` (from `take`)",
    ]);
    const { error } = await runCli(["check"], { cwd: createProject({ ...files, "order.flow.yaml": wrong }) });
    expect(error).toContain("::: price.flow.yaml:4:3");
  });

  test("what it gives, where it is read", async () => {
    const read = parent.replace("report: {", "report: { context: { inputs: { net: $ctx.price.gross } },");
    expect(await found({ ...files, "order.flow.yaml": read }, [])).toEqual([
      expect.stringMatching(/^order\.flow\.yaml:8:50 types\/read: .*`gross`/u),
    ]);
  });

  test("a flow without runSync makes its parent one, and callers get the exact output", async () => {
    const cwd = createProject({
      ...files,
      "ops.ts": ops
        .replace("function price(", "async function price(")
        .replace("{ net: number } {", "Promise<{ net: number }> {"),
    });
    await runCli(["build"], { cwd });
    const use = `import { order } from "./order.flow.js";
const out: Promise<string> = order.call({ id: "a", total: 1 });
// @ts-expect-error -- the child is asynchronous
order.runSync;
// @ts-expect-error -- an order has a total
order.call({ id: "a" });
export { out };
`;
    writeFileSync(path.join(cwd, "use.ts"), use);
    expect((await runCli(["check"], { cwd })).error).toBe("nothing found in 2 flows\n");
  });
});

describe("a flow below another configuration", () => {
  const nested = {
    "ops.ts": ops,
    "order.flow.yaml": parent.replace("./price.flow.yaml", "./pricing/flows/price.flow.yaml"),
    "flowc.config.json": '{ "include": ["order.flow.yaml"] }',
    "pricing/ops.ts": ops,
    "pricing/flows/price.flow.yaml": child.replaceAll("./ops.ts#", "ops."),
    "pricing/flowc.config.json": '{ "outDir": "gen", "roots": ["."], "include": [] }',
  };

  test("is built, checked and run by that one", async () => {
    const cwd = createProject(nested);
    expect((await runCli(["build", "order.flow.yaml"], { cwd })).error).toBe(
      "written order.flow.ts\nwritten pricing/gen/flows/price.flow.ts\n",
    );
    expect(written(cwd, "order.flow.ts")).toContain('import price from "./pricing/gen/flows/price.flow.js";');
    expect((await runCli(["build", "--check"], { cwd })).status).toBe(0);
    expect((await runCli(["check"], { cwd })).error).toBe("nothing found in 2 flows\n");
    const { out } = await runCli(["run", "order.flow.yaml", "--input", '{"id":"a","total":4}'], { cwd });
    expect(JSON.parse(out)).toMatchObject({ payloads: { report: "net 2" } });
  });

  test("is imported from where that one puts it, also after it has changed", async () => {
    const cwd = createProject(nested);
    await runCli(["build"], { cwd });
    writeFileSync(path.join(cwd, "pricing/flowc.config.json"), '{ "outDir": "out", "roots": ["."], "include": [] }');
    expect((await runCli(["build", "--check"], { cwd })).status).toBe(1);
    await runCli(["build"], { cwd });
    expect(written(cwd, "order.flow.ts")).toContain('import price from "./pricing/out/flows/price.flow.js";');
    expect((await runCli(["build", "--check"], { cwd })).status).toBe(0);
  });

  test("is wrong by the rules of that one", async () => {
    const unused = `${nested["pricing/flows/price.flow.yaml"]}`.replace(
      "edges:",
      "  far: { callable: ops.price }\nedges:",
    );
    const rules = '{ "outDir": "gen", "roots": ["."], "rules": { "node/unreachable": "error" } }';
    const cwd = createProject({
      ...nested,
      "pricing/flows/price.flow.yaml": unused,
      "pricing/flowc.config.json": rules,
    });
    const { status, error } = await runCli(["build"], { cwd });
    expect(status).toBe(1);
    expect(error).toContain("error[node/unreachable]");
    expect(error).toContain("error[flow/child-broken]: the flow `pricing/flows/price.flow.yaml` has an error");
  });
});

describe("builds of many flows that use each other", () => {
  const count = 200;
  /** Flow `n` runs two of those behind it, so that the order of the files is not the order of use. */
  const many = (): Record<string, string> => {
    const all: Record<string, string> = { "ops.ts": ops };
    for (let n = 0; n < count; n++) {
      const folder = (of: number): string => `f${of % 7}`;
      const used = [n + 1, n + 13].filter((other) => other < count);
      const nodes = used.map((other) => `  s${other}: { flow: ../${folder(other)}/n${other}.flow.yaml }\n`).join("");
      const edges = used.map((other) => `  - take >> s${other}\n`).join("");
      const text = `entry: take\nnodes:\n  take: { callable: ../ops.ts#take }\n${nodes}`;
      all[`${folder(n)}/n${n}.flow.yaml`] = `${text}output: $payload.take\n${edges === "" ? "" : `edges:\n${edges}`}`;
    }
    return all;
  };

  test("give the same from any folder, and one that is broken breaks only those that lead to it", async () => {
    const cwd = createProject(many());
    expect(
      (await runCli(["build", "n0.flow.yaml"], { cwd: path.join(cwd, "f0") })).error.match(/written/gu),
    ).toHaveLength(count);
    expect(await runCli(["build"], { cwd })).toMatchObject({ status: 0, error: `${count} modules up to date\n` });
    const file = path.join(cwd, "f5/n180.flow.yaml");
    writeFileSync(file, written(cwd, "f5/n180.flow.yaml").replace("entry: take", "entry: tak"));
    const broken = await runCli(["check", "--no-types", "--format", "json"], { cwd });
    const found = (JSON.parse(broken.out) as { findings: { code: string; file: string }[] }).findings;
    expect(found.filter(({ code }) => code === "flow/unknown-entry").map(({ file }) => file)).toEqual([
      "f5/n180.flow.yaml",
    ]);
    const leading = found
      .filter(({ code }) => code === "flow/child-broken")
      .map(({ file }) => Number(/n(\d+)/u.exec(file)?.[1]));
    expect([...new Set(leading)].sort((one, other) => one - other)).toEqual([...Array(180).keys()]);
  });
});
