import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createProject, runCli, twoSteps } from "./run-cli.js";

const wrong = {
  ...twoSteps,
  "flows/a.flow.yaml": "entry: a\nnodes:\n  a: { callable: ./ops.ts#frist }\n",
  "flows/B.flow.yaml": "entry: x\nnodes:\n  a: { callable: ./ops.ts#first }\n",
};

const withWarning = {
  ...twoSteps,
  "flows/choice.flow.yaml": `entry: choose
nodes:
  choose: { type: RoutingNode, routing_rule: ./ops.ts#first }
  a: { callable: ./ops.ts#first }
  b: { callable: ./ops.ts#first }
  both: { callable: ./ops.ts#first }
edges:
  - choose >> (a | b)
  - (a & b) >> both
`,
};

test("a project without mistakes is fine, and nothing is written", async () => {
  const cwd = createProject(twoSteps);
  expect(await runCli(["check"], { cwd })).toEqual({ status: 0, out: "", error: "nothing found in 1 flow\n" });
  expect(readdirSync(path.join(cwd, "flows")).sort()).toEqual(["ops.ts", "two.flow.yaml"]);
});

test("findings of all files are sorted by file and place, and go to stderr for people", async () => {
  const { status, out, error } = await runCli(["check", "--no-types"], { cwd: createProject(wrong) });
  expect({ status, out }).toEqual({ status: 1, out: "" });
  expect([...error.matchAll(/--> (\S+)/gu)].map((match) => match[1])).toEqual([
    "flows/B.flow.yaml:1:8",
    "flows/a.flow.yaml:3:27",
  ]);
  expect(error.endsWith("2 errors in 3 flows\n")).toBe(true);
});

test.each(["json", "github", "sarif"])("findings as %s are data, and go to stdout", async (format) => {
  const { status, out, error } = await runCli(["check", "--format", format], { cwd: createProject(wrong) });
  expect({ status, error }).toEqual({ status: 1, error: "" });
  expect(out).toContain("callable/missing-export");
});

test("paths are relative to the working directory, places to the project", async () => {
  const project = createProject(wrong);
  const { status, error } = await runCli(["check", "a.flow.yaml"], { cwd: path.join(project, "flows") });
  expect(status).toBe(1);
  expect(error).toContain("--> flows/a.flow.yaml:3:27");
  expect(error).toContain("1 error in 1 flow\n");
});

test("a warning is no failure, and a rule can make it an error or turn it off", async () => {
  const check = async (rule: string) => {
    const config = JSON.stringify({ rules: { "join/may-not-fire": rule } });
    return runCli(["check", "--no-types"], { cwd: createProject({ ...withWarning, "flowc.config.json": config }) });
  };
  const [warning, error, off] = [await check("warning"), await check("error"), await check("off")];
  expect(warning.status).toBe(0);
  expect(warning.error).toContain("warning[join/may-not-fire]");
  expect(error.status).toBe(1);
  expect(error.error).toContain("error[join/may-not-fire]");
  expect(off).toEqual({ status: 0, out: "", error: "nothing found in 2 flows\n" });
});

const misspelt = `# the comment stays
entry: frist
nodes:
  first: { calable: "./ops.ts#first", context: { outputs: $ctx.data } }
  'second':
    callable: ./ops.ts#secnd # and this one
    context: { inputs: { raw: $payload.frst, city: '$env.CITY' } }
edges: [ first >> secod ]
`;

test("--fix corrects misspelt names, and leaves everything else in the file alone", async () => {
  const cwd = createProject({ ...twoSteps, "flows/two.flow.yaml": misspelt });
  const { status, error } = await runCli(["check", "--fix", "--no-types"], { cwd });
  expect({ status, error }).toEqual({
    status: 0,
    error: [
      "fixed flows/two.flow.yaml:2: Replace `frist` with `first`",
      "fixed flows/two.flow.yaml:4: Replace `calable` with `callable`",
      "fixed flows/two.flow.yaml:6: Replace `secnd` with `second`",
      "fixed flows/two.flow.yaml:8: Replace `secod` with `second`",
      "fixed flows/two.flow.yaml:7: Replace `frst` with `first`",
      "nothing found in 1 flow\n",
    ].join("\n"),
  });
  expect(readFileSync(path.join(cwd, "flows/two.flow.yaml"), "utf8")).toBe(
    misspelt
      .replace("frist", "first")
      .replace("calable", "callable")
      .replace("secnd", "second")
      .replace("frst", "first")
      .replace("secod", "second"),
  );
});

test("--fix corrects what only types show, but leaves a flow alone that would not have fewer errors", async () => {
  const config = (keys: string): string =>
    `entry: a\nnodes:\n  a: { type: ./nodes.ts#Http, config: { ${keys} } } # mine\n`;
  const cwd = createProject({
    ...twoSteps,
    "flows/nodes.ts": `export class Http {
  constructor(_: { readonly config: { readonly base: string } }) {}
  run(): void {}
}
`,
    "flows/http.flow.yaml": config("bsae: x"),
    "flows/other.flow.yaml": config("bsae: 3"),
  });
  const { status, error } = await runCli(["check", "--fix"], { cwd });
  expect(status).toBe(1);
  expect(error).toContain("fixed flows/http.flow.yaml:3: Replace `bsae` with `base`\n");
  expect(error).not.toContain("fixed flows/other.flow.yaml");
  expect(error.endsWith("1 error in 3 flows\n"), error).toBe(true);
  expect(readFileSync(path.join(cwd, "flows/http.flow.yaml"), "utf8")).toBe(config("base: x"));
  expect(readFileSync(path.join(cwd, "flows/other.flow.yaml"), "utf8")).toBe(config("bsae: 3"));
}, 60_000);

test("--fix does not touch a flow that offers no edit", async () => {
  const cwd = createProject(withWarning);
  const file = path.join(cwd, "flows/choice.flow.yaml");
  const before = statSync(file).mtimeMs;
  expect((await runCli(["check", "--fix"], { cwd })).error).toContain("join/may-not-fire");
  expect(statSync(file).mtimeMs).toBe(before);
});

test("--env lists the environment variables that flows read", async () => {
  const flow =
    "entry: a\nnodes:\n  a: { callable: ./ops.ts#first, context: { inputs: 'to {{ $env.CITY }}' } }\noutput: { from: $env.HOME_CITY }\n";
  const cwd = createProject({ ...twoSteps, "flows/env.flow.yaml": flow });
  expect(await runCli(["check", "--env"], { cwd })).toEqual({
    status: 0,
    out: "CITY\tflows/env.flow.yaml:3:60\nHOME_CITY\tflows/env.flow.yaml:4:17\n",
    error: "",
  });
  const { out } = await runCli(["check", "--env", "--format", "json"], { cwd });
  expect(JSON.parse(out)).toEqual({
    version: 1,
    env: [
      { name: "CITY", places: ["flows/env.flow.yaml:3:60"] },
      { name: "HOME_CITY", places: ["flows/env.flow.yaml:4:17"] },
    ],
  });
});
