import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { planFlow } from "../../compiler/plan-flow.js";
import { fromConfig } from "../../src/library/index.js";
import { createProject, runCli } from "../cli/run-cli.js";
import { permissiveHost } from "../docs/page-host.js";

/** Names of properties that every object inherits. */
const inherited = ["toString", "hasOwnProperty", "valueOf", "__defineGetter__", "__lookupSetter__", "then"];
const refused = ["__proto__", "constructor", "prototype"];

const errorsOf = (text: string): string[] =>
  planFlow({ path: "case.flow.yaml", text }, permissiveHost)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code, span }) => `${code} ${span.start.line}:${span.start.column}`);

describe.each(refused)("%s is refused", (name) => {
  test.each([
    [
      "as the id of a node",
      `entry: a\nnodes:\n  a: { callable: ops.f }\n  ${name}: { callable: ops.f }\n`,
      "node/reserved-id 4:3",
    ],
    [
      "as a key of inputs",
      `entry: a\nnodes:\n  a: { callable: ops.f, context: { inputs: { ${name}: 1, b: 2 } } }\n`,
      "inputs/reserved-key 3:46",
    ],
    [
      "below a key of inputs",
      `entry: a\nnodes:\n  a: { callable: ops.f, context: { inputs: { b: { ${name}: 1 } } } }\n`,
      "inputs/reserved-key 3:51",
    ],
    [
      "in a path that is read",
      `entry: a\nnodes:\n  a: { callable: ops.f, context: { inputs: $ctx.${name}.x } }\n`,
      "expression/reserved-key 3:49",
    ],
    [
      "in a path that is written",
      `entry: a\nnodes:\n  a: { callable: ops.f, context: { outputs: $ctx.x.${name} } }\n`,
      "expression/reserved-key 3:52",
    ],
    ["in an edge", `entry: a\nnodes:\n  a: { callable: ops.f }\nedges:\n  - a >> ${name}\n`, "edge/unknown-node 5:10"],
    [
      "as the key of items",
      `entry: a\nnodes:\n  a: { type: LoopNode, items_key: ${name} }\n  b: { callable: ops.f }\nedges: [a >> b]\n`,
      "inputs/reserved-key 3:35",
    ],
    ["as the entry", `entry: ${name}\nnodes:\n  a: { callable: ops.f }\n`, "flow/unknown-entry 1:8"],
    ["as a key of the flow", `${name}: 1\nentry: a\nnodes:\n  a: { callable: ops.f }\n`, "flow/unknown-key 1:1"],
    ["as a type", `entry: a\nnodes:\n  a: { callable: ops.f, type: ${name} }\n`, "node/unknown-type 3:31"],
  ])("%s", (_where, text, error) => {
    expect(errorsOf(text)).toEqual([error]);
  });
});

describe.each([...inherited, "class", "await", "default", "undefined", "Object"])(
  "%s is a name like any other",
  (name) => {
    const flow = `entry: ${name}
nodes:
  ${name}: { callable: ./ops.ts#make, context: { outputs: { ${name}: $ctx.${name}.${name} } } }
  last: { callable: ./ops.ts#take, context: { inputs: { ${name}: $payload.${name}, b: $ctx.${name}.${name}.x } } }
edges:
  - ${name} >> last
`;
    const ops = "export const make = () => ({ a: 1 });\nexport const take = (x: object) => Object.keys(x).join();\n";

    test("built and run", async () => {
      const cwd = createProject({ "a.flow.yaml": flow, "ops.ts": ops });
      expect(await runCli(["build"], { cwd })).toMatchObject({ status: 0 });
      const { status, out } = await runCli(["run", "a.flow.yaml", "--quiet"], { cwd });
      expect(status).toBe(0);
      // The result does not have a property of that name, so all of it is written.
      expect(JSON.parse(out)).toMatchObject({
        payloads: { [name]: { a: 1 }, last: `${name},b` },
        [name]: { [name]: { a: 1 } },
      });
    });
  },
);

test("`describe` and `config` keep a key `__proto__` as data", async () => {
  const cwd = createProject({
    "a.flow.yaml": `entry: a
nodes:
  a: { type: ./nodes.ts#Echo, config: { __proto__: { polluted: 1 } }, describe: { __proto__: { polluted: 2 } } }
`,
    "nodes.ts": `export class Echo {
  constructor(private readonly given: { config: object }) {}
  run() { return Object.entries(this.given.config); }
}
`,
  });
  const flow = await fromConfig(path.join(cwd, "a.flow.yaml"), { projectDir: cwd });
  const context = await flow.run({});
  expect(context.payloads["a"]).toEqual([["__proto__", { polluted: 1 }]]);
  expect({}).not.toHaveProperty("polluted");
  expect((await runCli(["build"], { cwd })).status).toBe(0);
});

describe("callables", () => {
  const flow = (callable: string): string => `entry: a\nnodes:\n  a: { callable: ${callable} }\n`;
  const build = async (callable: string, files: Readonly<Record<string, string>>) => {
    const cwd = createProject({ "p/a.flow.yaml": flow(callable), ...files });
    return runCli(["build", "p"], { cwd });
  };
  const codeOf = (error: string): string[] =>
    [...error.matchAll(/^error\[([^\]]+)\]/gmu)].map((match) => match[1] ?? "");

  test("outside the project", async () => {
    const cwd = createProject({ "inner/package.json": '{"type":"module"}', "inner/flowc.config.json": "{}" });
    writeFileSync(path.join(cwd, "outer.ts"), "export const f = () => 1;\n");
    writeFileSync(path.join(cwd, "inner/a.flow.yaml"), flow("../outer.ts#f"));
    expect(await runCli(["build"], { cwd: path.join(cwd, "inner") })).toMatchObject({ status: 0 });
    expect((await runCli(["run", "a.flow.yaml", "--quiet"], { cwd: path.join(cwd, "inner") })).out).toContain('"a": 1');
  });

  test("import cycles", async () => {
    const cycle = {
      "p/a.ts": 'import { g } from "./b.js";\nexport const f = () => g();\nexport const one = () => 1;\n',
      "p/b.ts": 'import { one } from "./a.js";\nexport const g = () => one();\n',
    };
    expect(await build("./a.ts#f", cycle)).toMatchObject({ status: 0 });
    expect(codeOf((await build("./a.ts#ff", cycle)).error)).toEqual(["callable/missing-export"]);
  });

  test("`export *` in a circle", async () => {
    const circle = {
      "p/a.ts": 'export * from "./b.js";\nexport * from "./a.js";\n',
      "p/b.ts": 'export * from "./a.js";\nexport const f = () => 1;\n',
    };
    expect(await build("./a.ts#f", circle)).toMatchObject({ status: 0 });
    expect(codeOf((await build("./a.ts#missing", circle)).error)).toEqual(["callable/missing-export"]);
  });

  test.each([
    ["a syntax error", "export const f = (;\n", "callable/module-syntax"],
    ["binary", "\0\u0001\u0002", "callable/module-syntax"],
    ["nothing", "", "callable/missing-export"],
    ["a type of that name", "export interface f {}\n", "callable/only-a-type"],
  ])("a module with %s", async (_name, text, code) => {
    const { status, error } = await build("./ops.ts#f", { "p/ops.ts": text });
    expect(codeOf(error)).toEqual([code]);
    expect(status).toBe(1);
  });

  test("a module that is a folder", async () => {
    const cwd = createProject({ "a.flow.yaml": flow("./ops.ts#f") });
    mkdirSync(path.join(cwd, "ops.ts"));
    const { status, error } = await runCli(["build"], { cwd });
    expect([status, codeOf(error)]).toEqual([1, ["callable/missing-module"]]);
  });

  test.each([
    "./../../../../../../etc/passwd#f",
    "/dev/zero#f",
    "file:///dev/zero#f",
    "./a.flow.yaml#f",
    "./package.json#f",
    "#f",
    "./#f",
    "..#f",
    ".",
    "./ops.ts#",
    "./ops.ts##f",
    "a..b",
    ".a.b",
    "https://example.com/ops.js#f",
    "./ops.ts?x#f",
    "./ops.ts#f g",
    "data:text/javascript,1#f",
  ])("%s is not a callable", async (callable) => {
    const { status, error } = await build(JSON.stringify(callable), { "p/ops.ts": "export const f = () => 1;\n" });
    expect(codeOf(error)).toHaveLength(1);
    expect(status).toBe(1);
  });
});
