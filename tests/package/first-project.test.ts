import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installPackage, root, type InstalledPackage } from "./install-package.js";

const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipDefaultLibCheck: true,
  module: "nodenext",
  target: "es2022",
  noEmit: true,
  types: [],
};

const order = `name: order
entry: fetch
nodes:
  fetch:
    callable: ./ops.ts#fetchOrder
    context:
      outputs: $ctx.order
  price:
    callable: ./ops.ts#price
    context:
      inputs: $ctx.order
      outputs: { total: $ctx.total }
  check:
    type: RoutingNode
    routing_rule: ./ops.ts#check
  ship: { callable: ./ops.ts#ship }
  reject: { callable: ./ops.ts#reject }
edges:
  - fetch >> price >> check
  - check >> (ship | reject)
`;
const ops = `import { route } from "@flowc/runtime";

export interface Order {
  readonly id: string;
  readonly amount: number;
}
export async function fetchOrder(id: string): Promise<Order> {
  return Promise.resolve({ id, amount: id.length * 10 });
}
export const price = (order: Order): { total: number } => ({ total: order.amount * 1.2 });
export const check = ({ total }: { total: number }) =>
  total > 30 ? route("reject", { reason: "too dear" }) : route("ship");
export enum Way { Air = "air", Sea = "sea" }
export const ship = ({ total }: { total: number }): string => \`shipped by \${Way.Sea} for \${total}\`;
export const reject = ({ total }: { total: number }): string => \`rejected at \${total}\`;
`;

/** The form that the examples of illumo-flow use. */
const pythonStyle = `flow:
  entry: extract
  nodes:
    extract:
      type: illumo_flow.core.FunctionNode
      context:
        inputs:
          callable: examples.ops.extract
        outputs: $ctx.data.raw
    transform:
      type: illumo_flow.core.FunctionNode
      context:
        inputs:
          callable: examples.ops.transform
          payload: $ctx.data.raw
        outputs: $ctx.data.normalized
    load:
      type: illumo_flow.core.FunctionNode
      context:
        inputs:
          callable: examples.ops.load
          payload: $ctx.data.normalized
        outputs: $ctx.data.persisted
  edges:
    - extract >> transform
    - transform >> load
`;
const pythonOps = `export const extract = (): { id: number; name: string } => ({ id: 1, name: "ada" });
export const transform = (raw: { id: number; name: string }) => ({ ...raw, name: raw.name.toUpperCase() });
export const load = (row: { name: string }): string => \`persisted \${row.name}\`;
`;

describe("a first project", { timeout: 60_000 }, () => {
  let installed: InstalledPackage;
  let initialized: ReturnType<(typeof installed)["flowc"]>;
  const tsc = (): unknown => installed.node(path.join(root, "node_modules/typescript/bin/tsc"), "-p", ".");
  const script = (text: string): { status: number | null; stdout: string; stderr: string } => {
    installed.write("program.mjs", text);
    return installed.node("program.mjs");
  };

  beforeAll(async () => {
    installed = await installPackage();
    installed.write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["flows", "legacy", "main.ts"] }));
    initialized = installed.flowc("init");
    installed.write("flows/order.flow.yaml", order);
    installed.write("flows/ops.ts", ops);
    installed.write("legacy/python.flow.yaml", pythonStyle);
    installed.write("legacy/examples/ops.ts", pythonOps);
    installed.write(
      "main.ts",
      `import { order } from "./flows/order.flow.js";
import python from "./legacy/python.flow.js";

const context = await order.run({}, "ab");
export const ship: unknown = context.payloads["ship"];
export const id: string | undefined = context.order?.id;
export const total: number | undefined = context.total;
// @ts-expect-error The input is an id.
await order.run({}, 3);
export const persisted: string | undefined = python.runSync({}).data?.persisted;
`,
    );
  }, 180_000);
  afterAll(() => {
    installed.remove();
  });

  it("is set up by init, which says what to do next", () => {
    const { status, stdout, stderr } = initialized;
    expect([status, stdout]).toEqual([0, ""]);
    expect(stderr).toContain("created  flows/welcome.flow.yaml\n");
    expect(stderr).not.toContain("npm install");
    const said = installed.flowc("run", "flows/welcome.flow.yaml", "--input", '{ "name": "Ada", "visits": 0 }');
    expect(said.status).toBe(0);
    expect(JSON.parse(said.stdout)).toMatchObject({ payloads: { stranger: "Hello Ada, welcome." } });
  });

  it("is checked and built, also with YAML of the Python package", () => {
    expect(installed.flowc("check", "--no-types", "flows", "legacy/python.flow.yaml")).toMatchObject({
      status: 0,
      stdout: "",
    });
    expect(installed.flowc("build", "flows", "legacy/python.flow.yaml")).toEqual({
      status: 0,
      stdout: "",
      stderr: expect.stringMatching(
        /^written flows\/order\.flow\.ts\nwritten flows\/welcome\.flow\.ts\nwritten legacy\/python\.flow\.ts\nbuilt 3 flows in \S+ m?s\n$/u,
      ) as string,
    });
    expect(installed.flowc("build", "--check", "flows", "legacy/python.flow.yaml")).toMatchObject({ status: 0 });
  });

  it("passes its own type check", () => {
    expect(tsc()).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("runs from the command line", () => {
    const { status, stdout } = installed.flowc("run", "flows/order.flow.yaml", "--input", '"ab"', "--quiet");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ total: 24, payloads: { ship: "shipped by sea for 24" } });
    const python = installed.flowc("run", "legacy/python.flow.yaml", "--quiet");
    expect(JSON.parse(python.stdout)).toMatchObject({ data: { persisted: "persisted ADA" } });
  });

  it("runs its generated module from a program that TypeScript compiled", () => {
    const out = JSON.stringify({
      compilerOptions: { ...compilerOptions, noEmit: false, outDir: "out", rootDir: "flows" },
      include: ["flows"],
    });
    installed.write("tsconfig.out.json", out);
    const compiler = path.join(root, "node_modules/typescript/bin/tsc");
    expect(installed.node(compiler, "-p", "tsconfig.out.json")).toMatchObject({ status: 0, stdout: "" });
    const { stdout, stderr } = script(`
      import { order } from "./out/order.flow.js";
      const context = await order.run({}, "abcd");
      console.log(context.payloads.reject, order.describe().nodes.length);`);
    expect([stdout, stderr]).toEqual(["rejected at 48 5\n", ""]);
  });

  it("runs a flow file with fromConfig, with TypeScript callables in a plain Node program", () => {
    const { stdout, stderr } = script(`
      import { fromConfig } from "flowc";
      for (const file of ["flows/order.flow.yaml", "legacy/python.flow.yaml"]) {
        const flow = await fromConfig(file);
        console.log(Object.values((await flow.run({}, "ab")).payloads).at(-1));
      }
      const url = await fromConfig(new URL("legacy/python.flow.yaml", import.meta.url));
      console.log((await url.run({})).data.persisted);`);
    expect([stdout, stderr]).toEqual(["shipped by sea for 24\npersisted ADA\npersisted ADA\n", ""]);
  });

  it("learns from fromConfig what is wrong with a flow or a callable", () => {
    installed.write("faulty/a.flow.yaml", "entry: a\nnodes:\n  a: { callable: ./ops.ts#f }\n");
    const faulty = `import { fromConfig, FlowCompileError } from "flowc";
      await fromConfig("faulty/a.flow.yaml").catch((error) => console.log(error instanceof FlowCompileError, error.message));`;
    expect(script(faulty).stdout).toContain("true the flow cannot be built\n\nerror[callable/missing-module]: ");
    installed.write("faulty/ops.ts", "export const f = (;\n");
    expect(script(faulty).stdout).toContain("error[callable/module-syntax]: the module `./ops.ts` cannot be read: 1:");
  });

  it("runs a flow of functions with fromDsl, with the classes of the runtime", () => {
    const { stdout, stderr } = script(`
      import { fromDsl } from "flowc";
      import { FlowError, route } from "@flowc/runtime";
      const pick = { type: "RoutingNode", routing_rule: (n) => route(n > 1 ? "big" : "nowhere") };
      const flow = fromDsl({ nodes: { pick, big: (n) => n * 2 }, entry: "pick", edges: ["pick >> big"] });
      console.log(flow.runSync({}, 2).payloads.big);
      try { flow.runSync({}, 1); } catch (error) { console.log(error instanceof FlowError, error.code); }`);
    expect([stdout, stderr]).toEqual(["4\ntrue run/unknown-target\n", ""]);
  });

  it("keeps the module of a flow that has become faulty", () => {
    const file = path.join(installed.project, "flows/order.flow.ts");
    const before = readFileSync(file, "utf8");
    installed.write("flows/order.flow.yaml", order.replace("price >> check", "price << check"));
    expect(installed.flowc("build").status).toBe(1);
    expect(readFileSync(file, "utf8")).toBe(before);
  });
});
