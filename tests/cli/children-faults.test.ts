import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, runCli } from "./run-cli.js";

const ops = `export function take(input: { id: string }): { id: string } { return input; }
export function done(): void {}
`;
/** A flow of two nodes: one that takes the input, and one that runs another flow. */
const running = (name: string, more = ""): string =>
  `entry: take\nnodes:\n  take: { callable: ./ops.ts#take }\n  sub: { flow: ${name}${more} }\nedges:\n  - take >> sub\n`;
const plain = "entry: take\nnodes:\n  take: { callable: ./ops.ts#take }\n";

async function found(
  project: Readonly<Record<string, string>>,
  args: readonly string[] = ["--no-types"],
): Promise<string[]> {
  const cwd = createProject({ "ops.ts": ops, ...project });
  mkdirSync(path.join(cwd, "folder.flow.yaml"));
  return findingsIn(cwd, args);
}

async function findingsIn(cwd: string, args: readonly string[]): Promise<string[]> {
  const { out } = await runCli(["check", "--format", "json", ...args], { cwd });
  const { findings } = JSON.parse(out) as {
    findings: { code: string; message: string; help?: string; file: string; start: { line: number; column: number } }[];
  };
  return findings.map(
    ({ code, message, help, file, start }) =>
      `${file}:${start.line}:${start.column} ${code}: ${message}${help === undefined ? "" : ` (${help})`}`,
  );
}

describe("a flow that cannot be run by a node: one finding at the reference", () => {
  test.each([
    ["./nothing.flow.yaml", "flow/missing-child: there is no flow file `./nothing.flow.yaml`"],
    [
      "./chidl.flow.yaml",
      "flow/missing-child: there is no flow file `./chidl.flow.yaml` (did you mean `./child.flow.yaml`?)",
    ],
    ["./folder.flow.yaml", "flow/no-flow-file: `./folder.flow.yaml` is a folder, not a flow file"],
    ["./ops.ts", "flow/no-flow-file: `./ops.ts` is a file of another kind, not a flow file"],
    ["../other.flow.yaml", "flow/child-outside: `../other.flow.yaml` leads out of the project"],
    ["./ops.ts", "(name a flow that it exports: `./ops.ts#…`)"],
    [
      "./flows",
      "flow/no-flow-file: `./flows` is a folder, not a flow file (name a flow file in it: `./flows/x.flow.yaml`)",
    ],
    [
      '""',
      "flow/not-a-path: `flow` is empty, which names no flow (write the path of a flow file, `./enrich.flow.yaml`, or",
    ],
    ['"#ok"', "callable/not-a-reference: `#ok` does not name a flow (write the path of a flow file"],
    ['"./ops.ts#"', "callable/not-a-reference: `./ops.ts#` does not name a flow (write the path of a flow file"],
    [
      '"./child.flow.yaml#child"',
      "flow/not-a-path: `./child.flow.yaml#child` names a part of a flow file, which is one flow (write `./child.flow.yaml`)",
    ],
    ["/flows/x.flow.yaml", "flow/not-a-path: `/flows/x.flow.yaml` is no path relative to this file"],
    ["~/x.flow.yaml", "flow/not-a-path: `~/x.flow.yaml` is no path relative to this file"],
    ["'C:\\x.flow.yaml'", "flow/not-a-path: `C:\\x.flow.yaml` is no path relative to this file"],
    ["https://acme.com/x.flow.yaml", "flow/not-a-path: `https://acme.com/x.flow.yaml` is a URL"],
    [
      '"@acme/flows"',
      "flow/not-a-path: `@acme/flows` does not say which export of a package it is (write `@acme/flows#…`",
    ],
    ["./child.flow.yaml/", "flow/not-a-path: `./child.flow.yaml/` ends like a folder (write `./child.flow.yaml`)"],
    [
      "./a%20b.flow.yaml",
      "flow/not-a-path: `./a%20b.flow.yaml` has a `%`, which an import does not read as part of a path",
    ],
    ["'./what?/x.flow.yaml'", "has a `?`, which an import does not read as part of a path (rename the file or folder)"],
    ["./child", "flow/missing-child: there is no flow file `./child` (did you mean `./child.flow.yaml`?)"],
    ["child", "flow/missing-child: there is no flow file `child` (did you mean `./child.flow.yaml`?)"],
    ["./child.yaml", "(did you mean `./child.flow.yaml`?)"],
    ["./child.flow.yml", "(did you mean `./child.flow.yaml`?)"],
    ["'.\\child.flow.yaml'", "(did you mean `./child.flow.yaml`?)"],
    [
      "$ctx.flow",
      "flow/wrong-kind: `flow` must be the path of a flow file, such as `./enrich.flow.yaml`, not an expression",
    ],
    ["[a]", "flow/wrong-kind: `flow` must be text, not a list"],
    ["./ops.ts#none", "callable/missing-export: the module `./ops.ts` does not export `none`"],
    ["'@acme/none#flow'", "callable/missing-module: the module `@acme/none` does not exist"],
  ])("%s", async (name, message) => {
    const more = { "child.flow.yaml": plain, "flows/x.flow.yaml": plain.replace("./ops", "../ops") };
    const findings = await found({ "a.flow.yaml": running(name), ...more });
    expect(findings).toEqual([expect.stringMatching(/^a\.flow\.yaml:4:[12]\d /u)]);
    expect(findings[0]).toContain(message);
  });

  test("a link that leads nowhere is not proposed in place of itself", async () => {
    const cwd = createProject({ "a.flow.yaml": running("./gone.flow.yaml"), "ops.ts": ops, "gonx.flow.yaml": plain });
    symlinkSync("nowhere", path.join(cwd, "gone.flow.yaml"));
    expect(await findingsIn(cwd, ["--no-types"])).toEqual([
      "a.flow.yaml:4:16 flow/missing-child: there is no flow file `./gone.flow.yaml` (did you mean `./gonx.flow.yaml`?)",
    ]);
  });

  test.each(["%", "%41", "?", "#"])(
    "a module in a folder with %o, wherever a flow names it: one finding each",
    async (sign) => {
      const folder = `x${sign}y`;
      const flow = [
        `input: "./${folder}/types.ts#Order"`,
        "entry: a",
        "nodes:",
        `  a: { callable: "./${folder}/ops.ts#take", result: "./${folder}/types.ts#Order" }`,
        `  b: { flow: "./${folder}/flows.ts#sub" }`,
        `  c: { type: "./${folder}/nodes.ts#Step" }`,
        "edges:",
        "  - a >> b >> c",
      ];
      const files = {
        "ops.ts": ops,
        "types.ts": "export interface Order { id: string }\n",
        "flows.ts": 'export { default as sub } from "../child.flow.js";\n',
        "nodes.ts": "export class Step { run(): number { return 1; } }\n",
      };
      const inFolder = Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
      const findings = await found({ "a.flow.yaml": `${flow.join("\n")}\n`, "child.flow.yaml": plain, ...inFolder });
      const places = ["1:9", "4:18", "4:60", "5:14", "6:14"];
      // A reference ends at its first `#`.
      const code = sign === "#" ? "callable/missing-module" : "callable/sign-in-path";
      const at = findings.map((text) => text.split(" ").slice(0, 2).join(" ").replace(/:$/u, ""));
      expect(at.length).toBe(places.length);
      for (const text of at) expect(text).toMatch(new RegExp(`^a\\.flow\\.yaml:\\d+:\\d+ ${code}$`, "u"));
      if (sign !== "#")
        expect(findings[1]).toContain(`\`./${folder}/ops.ts\` has a \`${sign[0] ?? ""}\`, which an import`);
    },
  );

  test("a module in such a folder is reported where only the generated module is in another one, or a root has it", async () => {
    const moved = await found({
      "a#b/a.flow.yaml": plain,
      "a#b/ops.ts": ops,
      "flowc.config.json": '{ "outDir": "gen" }',
    });
    expect(moved).toEqual([
      "a#b/a.flow.yaml:3:21 callable/sign-in-path: `../../a#b/ops.ts` has a `#`, which an import does not read as part of a path (rename the file or folder)",
    ]);
    expect(await found({ "a#b/a.flow.yaml": plain, "a#b/ops.ts": ops })).toEqual([]);
    const dotted = plain.replace("./ops.ts#take", "steps.take");
    const config = { "flowc.config.json": '{ "roots": ["r#s"] }' };
    expect(await found({ "a.flow.yaml": dotted, "r#s/steps.ts": ops, ...config })).toEqual([
      expect.stringContaining("callable/sign-in-path: `./r#s/steps.ts` has a `#`"),
    ]);
  });

  test("a flow of a project without modules, unless the flow that runs it has none either", async () => {
    const nested = { "n/b.flow.yaml": plain, "n/ops.ts": ops, "n/flowc.config.json": '{ "emit": "declarations" }' };
    const project = { "a.flow.yaml": running("./n/b.flow.yaml"), ...nested };
    const finding =
      'a.flow.yaml:4:16 flow/child-without-module: the project of `n/b.flow.yaml` writes no module for it, which this flow\'s module would import (set `emit: "both"` in the configuration of that project, or `emit: "declarations"` in the one of this flow)';
    expect(await found(project)).toEqual([finding]);
    expect(await found({ ...project, "flowc.config.json": '{ "emit": "both" }' })).toEqual([finding]);
    expect(await found({ ...project, "flowc.config.json": '{ "emit": "declarations" }' })).toEqual([]);
    expect(await found({ ...project, "n/flowc.config.json": '{ "emit": "both" }' })).toEqual([]);
    expect(await found({ ...project, "n/c.flow.yaml": running("./b.flow.yaml"), "a.flow.yaml": plain })).toEqual([]);
  });

  test("a flow whose module is in such an output folder", async () => {
    const nested = { "n/b.flow.yaml": plain, "n/ops.ts": ops, "n/flowc.config.json": '{ "outDir": "o%41" }' };
    expect(await found({ "a.flow.yaml": running("./n/b.flow.yaml"), ...nested })).toEqual([
      expect.stringContaining("a.flow.yaml:4:16 callable/sign-in-path: `./n/o%41/b.flow.ts` has a `%`"),
    ]);
    expect(await found({ "b.flow.yaml": plain, "flowc.config.json": '{ "outDir": "o%41" }' })).toEqual([]);
  });

  test("one with errors is reported in its file, and once at each reference", async () => {
    const project = {
      "a.flow.yaml": running("./b.flow.yaml"),
      "b.flow.yaml": running("./c.flow.yaml"),
      "c.flow.yaml": plain.replace("#take", "#tkae"),
      "d.flow.yaml": running("./c.flow.yaml"),
    };
    const findings = await found(project);
    expect(findings.map((text) => text.replace(/ \(.*/u, ""))).toEqual([
      "a.flow.yaml:4:16 flow/child-broken: the flow `b.flow.yaml` has an error",
      "b.flow.yaml:4:16 flow/child-broken: the flow `c.flow.yaml` has an error",
      "c.flow.yaml:3:30 callable/missing-export: the module `./ops.ts` does not export `tkae`",
      "d.flow.yaml:4:16 flow/child-broken: the flow `c.flow.yaml` has an error",
    ]);
  });

  test("one that is no YAML, and one whose only error is a rule of the configuration", async () => {
    expect((await found({ "a.flow.yaml": running("./b.flow.yaml"), "b.flow.yaml": "entry: [" })).length).toBe(2);
    const unused = `${plain}  far: { callable: ./ops.ts#done }\n`;
    const rules = { "flowc.config.json": '{ "rules": { "node/unreachable": "error" } }' };
    const findings = await found({ "a.flow.yaml": running("./b.flow.yaml"), "b.flow.yaml": unused, ...rules });
    expect(findings.map((text) => text.split(":").slice(0, 1).join())).toEqual(["a.flow.yaml", "b.flow.yaml"]);
  });

  test("one that reads from its caller's context", async () => {
    const asking = plain.replace("}", ", context: { inputs: { id: $ctx.user.id } } }");
    const [text, ...others] = await found({ "a.flow.yaml": running("./b.flow.yaml"), "b.flow.yaml": asking });
    expect(others).toEqual([]);
    expect(text).toMatch(
      /^a\.flow\.yaml:4:16 flow\/child-needs-context: the flow `b\.flow\.yaml` reads `\$ctx\.user\.id` from its caller's context/u,
    );
  });

  test("one whose declared context its caller would have to bring", async () => {
    const asking = `context: ./ops.ts#Needed\n${plain}`;
    const needed = { "ops.ts": `${ops}export interface Needed { user: string }\n` };
    const findings = await found({ "a.flow.yaml": running("./b.flow.yaml"), "b.flow.yaml": asking, ...needed }, []);
    expect(findings).toEqual([expect.stringMatching(/^a\.flow\.yaml:4:16 flow\/child-needs-context: /u)]);
  });

  test("one whose declared context its caller would have to bring, where anything may arrive", async () => {
    const asking = `context: ./ops.ts#Needed\nentry: open\nnodes:\n  open: { callable: ./ops.ts#open }\n`;
    const needed = {
      "ops.ts": `${ops}export interface Needed { user: string }\nexport function open(_: unknown): void {}\n`,
    };
    const first = "entry: sub\nnodes:\n  sub: { flow: ./b.flow.yaml }\n";
    expect(await found({ "a.flow.yaml": first, "b.flow.yaml": asking, ...needed }, [])).toEqual([
      expect.stringMatching(/^a\.flow\.yaml:3:16 flow\/child-needs-context: /u),
    ]);
  });

  test("a circle over four flows is reported in each of them, at the reference that leads on", async () => {
    const next = { a: "b", b: "c", c: "d", d: "a" };
    const circle = Object.entries(next).map(([from, to]): [string, string] => [
      `${from}.flow.yaml`,
      running(`./${to}.flow.yaml`),
    ]);
    const findings = await found({ ...Object.fromEntries(circle), "user.flow.yaml": running("./a.flow.yaml") });
    expect(findings.map((text) => text.replace(/ \(.*/u, ""))).toEqual([
      "a.flow.yaml:4:16 flow/contains-itself: the flow runs itself: `a.flow.yaml` → `b.flow.yaml` → `c.flow.yaml` → `d.flow.yaml` → `a.flow.yaml`",
      "b.flow.yaml:4:16 flow/contains-itself: the flow runs itself: `b.flow.yaml` → `c.flow.yaml` → `d.flow.yaml` → `a.flow.yaml` → `b.flow.yaml`",
      "c.flow.yaml:4:16 flow/contains-itself: the flow runs itself: `c.flow.yaml` → `d.flow.yaml` → `a.flow.yaml` → `b.flow.yaml` → `c.flow.yaml`",
      "d.flow.yaml:4:16 flow/contains-itself: the flow runs itself: `d.flow.yaml` → `a.flow.yaml` → `b.flow.yaml` → `c.flow.yaml` → `d.flow.yaml`",
      "user.flow.yaml:4:16 flow/child-broken: the flow `a.flow.yaml` has an error",
    ]);
    expect((await found({ "a.flow.yaml": running("./a.flow.yaml") })).length).toBe(1);
  });
});

describe("the keys of a node that runs a flow", () => {
  test.each([
    "type: FunctionNode",
    "callable: ./ops.ts#take",
    "config: {}",
    "allow_context_access: true",
    "result: ./ops.ts#take",
    "items_key: a",
  ])("not %s", async (more) => {
    const findings = await found({ "a.flow.yaml": running("./b.flow.yaml", `, ${more}`), "b.flow.yaml": plain });
    expect(findings).toEqual([expect.stringMatching(/^a\.flow\.yaml:4:31 node\/key-of-another-type: /u)]);
  });

  test("but the others", async () => {
    const more =
      ", name: N, describe: { a: 1 }, policy: { timeout: 1s }, context: { inputs: $payload.take, outputs: $ctx.x }";
    expect(await found({ "a.flow.yaml": running("./b.flow.yaml", more), "b.flow.yaml": plain }, [])).toEqual([]);
  });
});
