import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { FlowCompileError, fromConfig } from "../../src/library/index.js";
import { createProject, twoSteps } from "../cli/run-cli.js";

const flow = {
  entry: "first",
  nodes: { first: { callable: "./flows/ops.ts#first" }, second: { callable: "./flows/ops.ts#second" } },
  edges: ["first >> second"],
};

describe("fromConfig", () => {
  test("takes a path, absolute or relative to the working directory", async () => {
    const file = path.join(createProject(twoSteps), "flows/two.flow.yaml");
    for (const given of [file, path.relative(process.cwd(), file)]) {
      expect((await (await fromConfig(given)).run({}, 1)).payloads).toEqual({ first: { value: 2 }, second: 4 });
    }
  });

  test("takes a URL", async () => {
    const file = path.join(createProject(twoSteps), "flows/two.flow.yaml");
    expect((await (await fromConfig(pathToFileURL(file))).run({}, 1)).payloads["second"]).toBe(4);
    await expect(fromConfig(new URL("https://example.com/a.flow.yaml"))).rejects.toThrow("scheme file");
  });

  test("takes an object, whose references are relative to the project", async () => {
    const projectDir = createProject(twoSteps);
    const made = await fromConfig(flow, { projectDir });
    expect((await made.run({}, 1)).payloads["second"]).toBe(4);
    expect((await (await fromConfig({ flow }, { projectDir })).run({}, 2)).payloads["second"]).toBe(6);
  });

  test("runs the flows that a flow runs, with roots that hold for all of them", async () => {
    const outer =
      "entry: two\nnodes:\n  two: { flow: ./two.flow.yaml }\n  again: { flow: ./two.flow.yaml }\nedges:\n  - two >> again\n";
    const inner = twoSteps["flows/two.flow.yaml"].replaceAll("./ops.ts#", "flows.ops.");
    const projectDir = createProject({ ...twoSteps, "flows/two.flow.yaml": inner, "flows/outer.flow.yaml": outer });
    const made = await fromConfig(path.join(projectDir, "flows/outer.flow.yaml"), { projectDir, roots: ["."] });
    expect((await made.run({}, 1)).payloads).toEqual({ two: 4, again: 10 });
    const given = await fromConfig(
      { entry: "two", nodes: { two: { flow: "./flows/two.flow.yaml" } } },
      { projectDir, roots: ["."] },
    );
    expect(await given.call(1)).toBe(4);
  });

  test("takes functions and classes in an object", async () => {
    class Twice {
      run(payload: number): number {
        return payload * 2;
      }
    }
    const made = await fromConfig({
      entry: "a",
      nodes: { a: { callable: (n: number) => n + 1 }, b: { type: Twice }, c: (n: number) => `${n}` },
      edges: ["a >> b >> c"],
    });
    expect((await made.run({}, 1)).payloads).toEqual({ a: 2, b: 4, c: "4" });
  });

  test("falls back from a variable that is not set only if it is an operand of `??` (SPEC 3)", async () => {
    vi.stubEnv("FLOWC_EMPTY", "");
    vi.stubEnv("FLOWC_SET", "set");
    const inputs = {
      alone: "$env.FLOWC_UNSET",
      literal: '$env.FLOWC_UNSET ?? "eu"',
      second: '$env.FLOWC_UNSET ?? $env.FLOWC_SET ?? "eu"',
      empty: '$env.FLOWC_EMPTY ?? "eu"',
      last: "$ctx.none ?? $env.FLOWC_UNSET",
      text: "<{{ $env.FLOWC_UNSET }}|{{ $env.FLOWC_UNSET ?? 'eu' }}|{{ $ctx.none ?? $env.FLOWC_UNSET }}>",
      list: ["$env.FLOWC_UNSET ?? 1", "env.FLOWC_SET ?? 1"],
    };
    const made = await fromConfig({
      entry: "a",
      nodes: { a: { callable: (all: unknown) => all, context: { inputs } } },
    });
    expect((await made.run({})).payloads["a"]).toEqual({
      alone: "",
      literal: "eu",
      second: "set",
      empty: "",
      last: undefined,
      text: "<|eu|>",
      list: [1, "set"],
    });
    vi.unstubAllEnvs();
  });

  test("finds dotted callables in the roots", async () => {
    const projectDir = createProject({ "lib/deep/ops.ts": "export const f = (n: number): number => n + 1;\n" });
    const dotted = { entry: "a", nodes: { a: { callable: "deep.ops.f" } } };
    expect((await (await fromConfig(dotted, { projectDir, roots: ["lib"] })).run({}, 1)).payloads["a"]).toBe(2);
    await expect(fromConfig(dotted, { projectDir })).rejects.toBeInstanceOf(FlowCompileError);
  });

  test("shows what is wrong and where", async () => {
    const file = path.join(
      createProject({ "a.flow.yaml": "entry: b\nnodes:\n  a: { callable: ./ops.ts#f }\n" }),
      "a.flow.yaml",
    );
    const error: unknown = await fromConfig(file).catch((fault: unknown) => fault);
    if (!(error instanceof FlowCompileError)) throw error;
    expect(error.diagnostics.map(({ code }) => code)).toEqual(["flow/unknown-entry", "callable/missing-module"]);
    expect(error.message).toContain("a.flow.yaml:1:8\n   |\n 1 | entry: b\n   |        ^\n");
  });

  test("says which file cannot be read, and why", async () => {
    await expect(fromConfig("nowhere.flow.yaml")).rejects.toThrow(
      /^the flow `.*nowhere\.flow\.yaml` cannot be read: it does not exist$/u,
    );
    await expect(fromConfig(createProject({}))).rejects.toThrow(/cannot be read: it is a folder/u);
  });

  test("passes on what a module throws when it is imported", async () => {
    const projectDir = createProject({
      "ops.ts": 'throw new RangeError("at load");\nexport const f = (): number => 1;\n',
    });
    const config = { entry: "a", nodes: { a: { callable: "./ops.ts#f" } } };
    await expect(fromConfig(config, { projectDir })).rejects.toThrow("at load");
  });

  test("creates many flows concurrently", async () => {
    const projectDir = createProject(twoSteps);
    const flows = await Promise.all(Array.from({ length: 20 }, () => fromConfig(flow, { projectDir })));
    const contexts = await Promise.all(flows.map((made, index) => made.run({}, index)));
    expect(contexts.map(({ payloads }) => payloads["second"])).toEqual(flows.map((_, index) => (index + 1) * 2));
  });
});

describe("call", () => {
  const nodes = {
    price: { callable: (id: string) => id.length, context: { outputs: "$ctx.total" } },
    tax: { callable: (total: number) => total / 2 },
  };
  const priced = { entry: "price", nodes, edges: ["price >> tax"] };

  test("gives the output of the flow, or what its last node returned", async () => {
    const output = { total: "$ctx.total", text: "{{ $payload.tax }} of {{ $ctx.total }}", large: "$($ctx.total > 3)" };
    expect(await (await fromConfig({ ...priced, output })).call("abcd")).toEqual({
      total: 4,
      text: "2 of 4",
      large: true,
    });
    expect(await (await fromConfig(priced)).call("abcd")).toBe(2);
    expect(await (await fromConfig({ ...priced, output: ["$ctx.total", "$payload.tax"] })).call("ab")).toEqual({
      total: 2,
      tax: 1,
    });
  });

  test("gives nothing where several nodes are the last, or one in a loop", async () => {
    const forked = {
      ...priced,
      nodes: { ...nodes, mail: { callable: () => "sent" } },
      edges: ["price >> (tax | mail)"],
    };
    expect(await (await fromConfig(forked)).call("ab")).toBeUndefined();
    const looping = {
      entry: "each",
      nodes: { each: { type: "LoopNode" }, one: { callable: () => 1 } },
      edges: ["each >> one"],
    };
    expect(await (await fromConfig(looping)).call([1])).toBeUndefined();
  });

  test("refuses a flow that reads from its caller's context", async () => {
    const asking = {
      entry: "a",
      nodes: { a: { callable: (who: string) => who, context: { inputs: "$ctx.user.name" } } },
    };
    const flow = await fromConfig(asking);
    await expect(flow.call(1)).rejects.toMatchObject({
      code: "run/needs-context",
      message: "Node `a` reads `$ctx.user.name` from its caller's context, which a call has not: use run()",
    });
    expect((await flow.run({ user: { name: "Ada" } })).payloads).toEqual({ a: "Ada" });
  });
});
