import { describe, expect, test } from "vitest";
import { createProject, runCli } from "./run-cli.js";

describe("--set and --input-set", () => {
  const contextOf = async (...args: string[]): Promise<unknown> => {
    const { out } = await runCli(["run", "flows/echo.flow.yaml", "--quiet", ...args], { cwd: folder });
    const context = JSON.parse(out) as Record<string, unknown>;
    const own = Object.entries(context).filter(
      ([key]) => !["payloads", "steps", "joins", "routing", "errors"].includes(key),
    );
    return { own: Object.fromEntries(own), input: (context["payloads"] as Record<string, unknown>)["only"] };
  };
  const folder = createProject({
    "package.json": '{ "type": "module" }',
    "flows/echo.flow.yaml": "entry: only\nnodes:\n  only: { callable: ./ops.ts#echo }\n",
    "flows/ops.ts": "export const echo = (input: unknown) => input ?? null;\n",
  });

  test("set values of the context and of the input, as JSON or else as text", async () => {
    const settings = [
      "--set",
      "limit=100",
      "--set",
      "customer.name=Ann",
      "--set",
      'tags=["a"]',
      "--set",
      "note=a=b",
      "--set",
      "empty=",
    ];
    expect(await contextOf(...settings, "--input-set", 'order["first item"]=true')).toEqual({
      own: { limit: 100, customer: { name: "Ann" }, tags: ["a"], note: "a=b", empty: "" },
      input: { order: { "first item": true } },
    });
  });

  test("add to what --context and --input give, the last one wins", async () => {
    const given = ["--context", '{ "a": { "b": 1, "c": 2 } }', "--input", '{ "list": [1, 2] }'];
    expect(await contextOf(...given, "--set", "a.b=3", "--set", "a.b=4", "--input-set", "list[1]=9")).toEqual({
      own: { a: { b: 4, c: 2 } },
      input: { list: [1, 9] },
    });
  });

  test.each(["limit", "=1", "a..b=1", "__proto__.x=1", "$payload.x=1"])("refuse `%s`", async (setting) => {
    for (const option of ["--set", "--input-set"]) {
      const { status, error } = await runCli(["run", "flows/echo.flow.yaml", option, setting], { cwd: folder });
      expect({ status, error }).toEqual({
        status: 2,
        error: expect.stringContaining(`\`${option} ${setting}\` is not`) as string,
      });
    }
  });

  test.each(["list.length=4000000000", "list[4000000000]=1", "list[3]=1", "list.a=1"])(
    "refuse `%s` of a list of two",
    async (setting) => {
      const args = ["run", "flows/echo.flow.yaml", "--input", '{ "list": [1, 2] }', "--input-set", setting];
      const { status, error } = await runCli(args, { cwd: folder });
      expect({ status, error }).toEqual({
        status: 2,
        error: expect.stringContaining(`\`--input-set ${setting}\` names no element of a list of 2`) as string,
      });
    },
  );

  test("add an element to a list", async () => {
    expect(await contextOf("--input", "[1]", "--input-set", "[1]=2")).toMatchObject({ input: [1, 2] });
  });

  test("refuse an input that has no keys", async () => {
    const { status, error } = await runCli(["run", "flows/echo.flow.yaml", "--input", "1", "--input-set", "a=1"], {
      cwd: folder,
    });
    expect(status).toBe(2);
    expect(error).toContain("`--input-set` needs an input that is an object or a list");
  });
});
