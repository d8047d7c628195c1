import { describe, expect, test } from "vitest";
import { createProject, runCli } from "./run-cli.js";

const running = (flow: string): string => `entry: sub\nnodes:\n  sub: { flow: "${flow}" }\n`;
const plain = "entry: one\nnodes:\n  one: { callable: ./ops.ts#one }\n";
const ops = "export function one(given: { n: number }): number { return given.n; }\n";

async function found(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { out } = await runCli(["check", "--format", "json"], { cwd: createProject({ "ops.ts": ops, ...files }) });
  const { findings } = JSON.parse(out) as {
    findings: { code: string; message: string; file: string; start: { line: number; column: number } }[];
  };
  return findings.map(({ code, message, file, start }) => `${file}:${start.line}:${start.column} ${code}: ${message}`);
}

const circle = "flow/contains-itself: the flow runs itself: ";

describe("a flow that contains itself through a module", () => {
  test.each([
    ["a re-export", 'export { default as b } from "./a.flow.js";\n'],
    ["a re-export by name", 'export { a as b } from "./a.flow.js";\n'],
    ["a constant", 'import a from "./a.flow.js";\nexport const b = a;\n'],
    [
      "a wrapper",
      'import a from "./a.flow.js";\nexport const b: { call(given: { n: number }): Promise<unknown>; describe(): unknown } = { describe: () => a.describe(), call: (given) => a.call(given as never) };\n',
    ],
    ["a module behind it", 'export * from "./n.js";\n'],
  ])("%s", async (_, module) => {
    const more = {
      "n.ts": 'import { a } from "./a.flow.js";\nconst inner = [a] as const;\nexport const b = inner[0];\n',
    };
    const [first, ...others] = await found({ "a.flow.yaml": running("./m.ts#b"), "m.ts": module, ...more });
    expect(first).toMatch(/^a\.flow\.yaml:3:\d+ flow\/contains-itself: .*`a\.flow\.yaml` → .*`a\.flow\.yaml`$/u);
    expect(others).toEqual([]);
  });

  test("over others too: one finding in each of its files", async () => {
    const files = {
      "a.flow.yaml": running("./b.flow.yaml"),
      "b.flow.yaml": running("./m.ts#c"),
      "c.flow.yaml": running("./a.flow.yaml"),
      "m.ts": 'export { c } from "./c.flow.js";\n',
    };
    expect(await found(files)).toEqual([
      `a.flow.yaml:3:17 ${circle}\`a.flow.yaml\` → \`b.flow.yaml\` → \`c.flow.yaml\` → \`a.flow.yaml\``,
      `b.flow.yaml:3:17 ${circle}\`b.flow.yaml\` → \`c.flow.yaml\` → \`a.flow.yaml\` → \`b.flow.yaml\``,
      `c.flow.yaml:3:17 ${circle}\`c.flow.yaml\` → \`a.flow.yaml\` → \`b.flow.yaml\` → \`c.flow.yaml\``,
    ]);
  });

  test("is not one that runs another flow of a module, nor one that a function of it calls", async () => {
    const files = {
      "a.flow.yaml": running("./m.ts#other"),
      "b.flow.yaml": plain.replace("./ops.ts#one", "./m.ts#recurse"),
      "other.flow.yaml": plain,
      "m.ts":
        'import { b } from "./b.flow.js";\nexport { other } from "./other.flow.js";\nexport async function recurse(given: { n: number }): Promise<number> { return given.n === 0 ? 0 : Number(await b.call({ n: given.n - 1 })); }\n',
    };
    expect(await found(files)).toEqual([]);
  });
});
