import path from "node:path";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromConfig } from "../../src/library/from-config.js";
import { createProject, runCli } from "./run-cli.js";

const ops = `export function take(input: { id: string }): { id: string } { return input; }
export function total(order: { total: number }): number { return order.total; }
`;
/** A flow of two nodes: one that takes the input, and one that runs another flow. */
const running = (name: string): string =>
  `entry: take\nnodes:\n  take: { callable: ./ops.ts#take }\n  sub: { flow: ${name} }\nedges:\n  - take >> sub\n`;
const broken = "entry: take\nnodes:\n  take: { callable: ./ops.ts#tkae }\n";
const files = {
  "ops.ts": ops,
  "a.flow.yaml": running("./b.flow.yaml"),
  "b.flow.yaml": running("./c.flow.yaml"),
  "c.flow.yaml": broken,
};

describe("what is wrong in a flow that another runs is said where only that one is named", () => {
  const place = /c\.flow\.yaml:3:30\n.*the module `\.\/ops\.ts` does not export `tkae`/u;

  test("by run, over two flows", async () => {
    const { status, error } = await runCli(["run", "a.flow.yaml"], { cwd: createProject(files) });
    expect(status).toBe(1);
    expect(error).toContain("error[flow/child-broken]: the flow `b.flow.yaml` has an error\n  --> a.flow.yaml:4:16");
    expect(error).toMatch(place);
  });

  test("by fromConfig", async () => {
    const projectDir = createProject(files);
    await expect(fromConfig(path.join(projectDir, "a.flow.yaml"), { projectDir })).rejects.toThrow(place);
  });

  test("the first three errors of many, each once", async () => {
    const many = `${broken}${[1, 2, 3, 4].map((n) => `  n${n}: { callable: ./ops.ts#no${n} }\n`).join("")}`;
    const two = `${running("./c.flow.yaml")}`.replace("edges:", "  again: { flow: ./c.flow.yaml }\nedges:");
    const cwd = createProject({ ...files, "c.flow.yaml": many, "b.flow.yaml": two });
    const { error } = await runCli(["run", "a.flow.yaml"], { cwd });
    expect(error.match(/::: c\.flow\.yaml/gu)).toHaveLength(3);
    expect(error).toContain("the flow `b.flow.yaml` has 2 errors");
  });
});

interface Found {
  readonly code: string;
  readonly message: string;
  readonly file: string;
  readonly start: { readonly line: number };
  readonly related?: readonly { readonly message: string; readonly file: string }[];
}

describe("what the types say about a flow that others run", () => {
  const fit =
    "entry: take\nnodes:\n  take: { callable: ./ops.ts#take }\n  total: { callable: ./ops.ts#take }\nedges:\n  - take >> total\n";
  const unfit = fit.replace("total: { callable: ./ops.ts#take }", "total: { callable: ./ops.ts#total }");
  const project = { ...files, "c.flow.yaml": unfit, "d.flow.yaml": running("./c.flow.yaml") };

  async function found(cwd: string, args: readonly string[] = []): Promise<string[]> {
    const { out } = await runCli(["check", "--format", "json", ...args], { cwd });
    const { findings } = JSON.parse(out) as { findings: Found[] };
    return findings.map(({ code, file, start }) => `${file}:${start.line} ${code}`);
  }

  const all = [
    "a.flow.yaml:4 flow/child-broken",
    "b.flow.yaml:4 flow/child-broken",
    "c.flow.yaml:6 types/payload",
    "d.flow.yaml:4 flow/child-broken",
  ];

  test("is an error at each reference too, and the first is shown there", async () => {
    const cwd = createProject(project);
    expect(await found(cwd)).toEqual(all);
    const { out } = await runCli(["check", "--format", "json", "a.flow.yaml"], { cwd });
    const [first] = (JSON.parse(out) as { findings: Found[] }).findings;
    expect(first?.message).toBe("the flow `b.flow.yaml` has an error");
    expect(first?.related).toEqual([
      expect.objectContaining({ message: expect.stringContaining("`total` takes") as string, file: "c.flow.yaml" }),
    ]);
  });

  test("if only the flow that names it is checked, again and after each change", async () => {
    const cwd = createProject(project);
    expect(await found(cwd, ["a.flow.yaml"])).toEqual(all.slice(0, 3));
    expect(await found(cwd, ["a.flow.yaml"])).toEqual(all.slice(0, 3));
    expect(await found(cwd)).toEqual(all);
    expect(await found(cwd, ["d.flow.yaml"])).toEqual(all.slice(2));
    writeFileSync(
      path.join(cwd, "ops.ts"),
      ops
        .replace("{ total: number }", "{ id: string; total?: number }")
        .replace("return order.total", "return order.total ?? 1"),
    );
    expect(await found(cwd)).toEqual([]);
    writeFileSync(path.join(cwd, "ops.ts"), ops);
    expect(await found(cwd)).toEqual(all);
    writeFileSync(path.join(cwd, "c.flow.yaml"), fit);
    expect(await found(cwd)).toEqual([]);
    writeFileSync(path.join(cwd, "c.flow.yaml"), unfit);
    expect(await found(cwd)).toEqual(all);
    expect(readFileSync(path.join(cwd, "c.flow.yaml"), "utf8")).toBe(unfit);
  });

  test("in a nested project, over another one in that, again and after each change", async () => {
    const cwd = createProject({
      ...{ "ops.ts": ops, "n/ops.ts": ops, "n/in/ops.ts": ops },
      ...{ "flowc.config.json": "{}", "n/flowc.config.json": "{}", "n/in/flowc.config.json": "{}" },
      ...{ "a.flow.yaml": running("./b.flow.yaml"), "b.flow.yaml": running("./n/c.flow.yaml") },
      ...{ "n/c.flow.yaml": running("./in/d.flow.yaml"), "n/in/d.flow.yaml": unfit, "e.flow.yaml": fit },
    });
    const nested = [
      "a.flow.yaml:4 flow/child-broken",
      "b.flow.yaml:4 flow/child-broken",
      "n/c.flow.yaml:4 flow/child-broken",
      "n/in/d.flow.yaml:6 types/payload",
    ];
    const sorted = async (args: readonly string[] = []): Promise<string[]> => (await found(cwd, args)).sort();
    expect(await sorted()).toEqual(nested);
    expect(await sorted()).toEqual(nested);
    expect(await sorted(["a.flow.yaml"])).toEqual(nested);
    const { out } = await runCli(["check", "--format", "json", "b.flow.yaml"], { cwd });
    const first = (JSON.parse(out) as { findings: Found[] }).findings.find(({ file }) => file === "b.flow.yaml");
    expect(first?.related?.map(({ file }) => file)).toEqual(["n/in/d.flow.yaml"]);
    writeFileSync(path.join(cwd, "n/in/d.flow.yaml"), fit);
    expect(await sorted()).toEqual([]);
    writeFileSync(path.join(cwd, "n/in/d.flow.yaml"), unfit);
    expect(await sorted()).toEqual(nested);
  });
});
