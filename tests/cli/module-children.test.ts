import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createProject, runCli } from "./run-cli.js";

const using = (flow: string, key = "flow"): string =>
  `entry: sub\nnodes:\n  sub: { ${key}: "${flow}", context: { outputs: $ctx.x } }\n  next: { callable: ./ops.ts#last }\nedges:\n  - sub >> next\n`;
const ops = `export function take(input: { id: string }): { id: string } { return input; }
export function last(_: unknown): void {}
export function id<T>(given: T): T { return given; }
export const three = 3;
export const data = { a: 1 };
export class Step { run(): number { return 1; } }
export interface Order { id: string }
`;
const flows = `interface Enrich { name: string; call(input?: { id: string }): Promise<{ ok: boolean }>; describe(): unknown }
export declare const enrich: Enrich;
export declare const maybe: Enrich | undefined;
export declare function plain(given: number): number;
export interface OnlyType { a: 1 }
`;

function project(files: Readonly<Record<string, string>>): string {
  const cwd = createProject({ "ops.ts": ops, ...files });
  const folder = path.join(cwd, "node_modules/@acme/flows");
  mkdirSync(folder, { recursive: true });
  const manifest = {
    name: "@acme/flows",
    version: "1.0.0",
    type: "module",
    types: "./index.d.ts",
    exports: "./index.js",
  };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(path.join(folder, "index.d.ts"), flows);
  writeFileSync(path.join(folder, "index.js"), "export const enrich = {}, maybe = undefined, plain = (a) => a;\n");
  return cwd;
}

async function found(files: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<string[]> {
  const { out } = await runCli(["check", "--format", "json", ...args], { cwd: project(files) });
  const { findings } = JSON.parse(out) as {
    findings: { code: string; message: string; help?: string; file: string; start: { line: number; column: number } }[];
  };
  return findings.map(
    ({ code, message, help, file, start }) =>
      `${file}:${start.line}:${start.column} ${code}: ${message}${help === undefined ? "" : ` (${help})`}`,
  );
}

describe("what a module exports, but is no flow: one finding at the reference", () => {
  test.each([
    ["./ops.ts#three", "types/not-a-flow: `three` of `ops.ts` is `number`, not a flow"],
    ["./ops.ts#data", "types/not-a-flow: `data` of `ops.ts` is `{ a: number }`, not a flow"],
    ["./ops.ts#Step", "types/not-a-flow: `Step` of `ops.ts` is a class, not a flow"],
    [
      "./ops.ts#take",
      "types/not-a-flow: `take` of `ops.ts` is a function, not a flow (name it as the node's `callable`)",
    ],
    ["./ops.ts#Order", "callable/only-a-type: `Order` of `./ops.ts` is a type, not a flow"],
    ["./ops.ts#none", "callable/missing-export: the module `./ops.ts` does not export `none`"],
    ["@acme/flows#none", "callable/missing-export: the module `@acme/flows` does not export `none`"],
    ["@acme/flows#plain", "types/not-a-flow: `plain` of `@acme/flows` is a function, not a flow"],
    ["@acme/flows#OnlyType", "callable/only-a-type: `OnlyType` of `@acme/flows` is a type, not a flow"],
    ["@acme/flows#maybe", "types/not-a-flow: `maybe` of `@acme/flows` is"],
    ["@acme/none#flow", "callable/missing-module: the module `@acme/none` does not exist"],
  ])("%s", async (flow, message) => {
    const findings = await found({ "a.flow.yaml": using(flow) });
    expect(findings).toEqual([expect.stringMatching(/^a\.flow\.yaml:3:[12]\d /u)]);
    expect(findings[0]).toContain(message);
  });

  test("and a flow is fine", async () => {
    expect(await found({ "a.flow.yaml": using("@acme/flows#enrich") })).toEqual([]);
  });

  test("as a callable, one finding too: a flow, and a type of a package", async () => {
    expect(await found({ "a.flow.yaml": using("@acme/flows#enrich", "callable") })).toEqual([
      expect.stringContaining(
        "types/not-callable: `enrich` cannot be called: it is a flow: name it as the node's `flow`",
      ),
    ]);
    expect(await found({ "a.flow.yaml": using("@acme/flows#OnlyType", "callable") })).toEqual([
      expect.stringContaining("callable/only-a-type: `OnlyType` of `@acme/flows` is a type, which cannot be called"),
    ]);
  });

  test.each([
    ["./ops.ts#three", "it is a number"],
    ["@acme/flows#maybe", "it is undefined"],
    ["@acme/flows#none", "does not export"],
  ])("run says which node has it, without types: %s", async (flow, message) => {
    const cwd = project({ "a.flow.yaml": using(flow) });
    const { status, error } = await runCli(["run", "a.flow.yaml"], { cwd });
    expect(status).toBe(1);
    expect(error).toContain(message);
    expect(error).toContain(flow.endsWith("none") ? "@acme/flows" : "Node `sub`: its `flow` must be a flow");
  });
});

describe("the last callable of a flow that another runs", () => {
  const generic = "entry: id\nnodes:\n  id: { callable: ./ops.ts#id }\n";
  const user =
    "entry: sub\nnodes:\n  sub: { flow: ./g.flow.yaml }\n  next: { callable: ./ops.ts#take }\nedges:\n  - sub >> next\n";

  test.each([
    ["", "the node that it ends in"],
    ["output: { x: $payload.id }\n", "its output"],
  ])("is reported once if it is generic: nothing that takes the output is checked%#", async (output) => {
    expect(await found({ "a.flow.yaml": user, "g.flow.yaml": `${generic}${output}` })).toEqual([
      expect.stringMatching(/^g\.flow\.yaml:3:19 types\/unknowable: `id` is generic/u),
    ]);
  });

  test("but not if nobody gets what it returns", async () => {
    expect(await found({ "g.flow.yaml": `${generic}output: { x: 1 }\n` })).toEqual([]);
  });
});
