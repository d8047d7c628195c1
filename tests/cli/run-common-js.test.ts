import { describe, expect, test } from "vitest";
import { createProject, resultOf, runCli, spawnCli } from "./run-cli.js";

describe("a run in a CommonJS project", () => {
  const commonJs = createProject({
    "package.json": '{ "type": "commonjs" }\n',
    "flows/fail.flow.yaml": "entry: only\nnodes:\n  only: { callable: ./fail.ts#fail }\n",
    "flows/fail.ts": `import { inner } from "./inner.js";

export function fail(text: string): string {
  return inner(text);
}
`,
    "flows/inner.ts": "export const inner = (text: string): string => {\n  throw new Error(text);\n};\n",
    "flows/default.flow.yaml": "entry: only\nnodes:\n  only: { callable: ./default.ts }\n",
    "flows/default.ts": "export default (text: string): string => `${text}!`;\nexport const other = 1;\n",
  });

  test("that fails prints the user's own frames", async () => {
    const args = ["run", "flows/fail.flow.yaml", "--input", '"oh"', "--quiet"];
    const { status, error } = await resultOf(spawnCli(args, commonJs));
    expect(status).toBe(1);
    expect(error.split("\n")).toEqual([
      "error: the node `only` failed: Error: oh",
      "  --> flows/fail.flow.yaml:3:3",
      "    at inner (flows/inner.ts:2:9)",
      "    at fail (flows/fail.ts:4:10)",
      "",
    ]);
  });

  test("calls a default export, in a process of its own or not", async () => {
    const args = ["run", "flows/default.flow.yaml", "--input", '"oh"', "--quiet"];
    const own = await resultOf(spawnCli(args, commonJs));
    expect(own.error).toBe("");
    expect(JSON.parse(own.out)).toMatchObject({ payloads: { only: "oh!" } });
    const shared = await runCli(args, { cwd: commonJs });
    expect(shared.error).toBe("");
    expect(JSON.parse(shared.out)).toMatchObject({ payloads: { only: "oh!" } });
  });
});
