import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { createProject, runCli, type CliResult } from "../cli/run-cli.js";

const root = path.resolve(import.meta.dirname, "../..");

/** The same schemas, as each library writes them. `order` makes a number of the text in `total`. */
const libraries = {
  zod: `import { z } from "zod";
export const order = z.object({ id: z.string(), total: z.string().regex(/^\\d+$/, "digits").transform(Number) });
export const tenant = z.object({ tenant: z.string() });
export const Receipt = z.object({ receipt: z.string(), paid: z.boolean() });
export type Receipt = z.infer<typeof Receipt>;
`,
  valibot: `import * as v from "valibot";
const digits = v.pipe(v.string(), v.regex(/^\\d+$/, "digits"), v.transform(Number));
export const order = v.object({ id: v.string(), total: digits });
export const tenant = v.object({ tenant: v.string() });
export const Receipt = v.object({ receipt: v.string(), paid: v.boolean() });
export type Receipt = v.InferOutput<typeof Receipt>;
`,
  arktype: `import { type } from "arktype";
export const order = type({ id: "string", total: type(/^\\d+$/).pipe(Number) });
export const tenant = type({ tenant: "string" });
export const Receipt = type({ receipt: "string", paid: "boolean" });
export type Receipt = typeof Receipt.infer;
`,
};
type Library = keyof typeof libraries;
const names = Object.keys(libraries) as Library[];

const ops = `
export const charge = ({ id, total }: { id: string; total: number }): string =>
  JSON.stringify({ receipt: id, paid: total > 1 ? true : total });
export const parse = (text: string): unknown => JSON.parse(text);
export const thank = (receipt: { receipt: string; paid: boolean }): string => receipt.receipt.toUpperCase();
export const deny = (receipt: { paid: number }): number => receipt.paid;
`;

const flow = (last: string): string => `entry: charge
input: ./schemas.ts#order
context: ./schemas.ts#tenant
nodes:
  charge: { callable: ./ops.ts#charge }
  parse: { callable: ./ops.ts#parse, result: ./schemas.ts#Receipt }
  last: { callable: ./ops.ts#${last} }
edges:
  - charge >> parse >> last
`;

let cwd = "";
beforeAll(() => {
  cwd = createProject({
    "package.json": '{ "type": "module" }',
    "tsconfig.json": JSON.stringify({
      compilerOptions: { strict: true, module: "nodenext", target: "es2023", skipLibCheck: true, noEmit: true },
    }),
    ...Object.fromEntries(
      names.flatMap((name) => [
        [`${name}/schemas.ts`, libraries[name]],
        [`${name}/ops.ts`, ops],
        [`${name}/order.flow.yaml`, flow("thank")],
        [`${name}/faulty.flow.yaml`, flow("deny")],
      ]),
    ),
  });
  mkdirSync(path.join(cwd, "node_modules"), { recursive: true });
  for (const name of [...names, "@ark", "arkregex"]) {
    symlinkSync(path.join(root, "node_modules", name), path.join(cwd, "node_modules", name));
  }
});

const run = (name: Library, input: unknown, context: unknown = { tenant: "acme" }): Promise<CliResult> =>
  runCli(
    [
      "run",
      `${name}/order.flow.yaml`,
      "--quiet",
      "--input",
      JSON.stringify(input),
      "--context",
      JSON.stringify(context),
    ],
    { cwd },
  );

describe.each(names)("%s", (name) => {
  test("its output is what the nodes get", async () => {
    const { status, out, error } = await run(name, { id: "a7", total: "20" });
    expect({ status, error }).toEqual({ status: 0, error: "" });
    expect(JSON.parse(out)).toMatchObject({ tenant: "acme", payloads: { parse: { paid: true }, last: "A7" } });
  });

  test.each([
    ["the input", { id: "a7", total: "x" }, undefined, "The input of flow `order` does not fit its schema: `total`: "],
    ["the context", { id: "a7", total: "20" }, {}, "The context of flow `order` does not fit its schema: `tenant`: "],
    ["a result", { id: "a7", total: "1" }, undefined, "What node `parse` returns does not fit its schema: `paid`: "],
  ])("%s is refused with the place of what is wrong", async (_, input, context, message) => {
    const { status, out, error } = await run(name, input, context);
    expect(status).toBe(1);
    expect(error).toContain(message);
    if (message.startsWith("What")) expect(JSON.parse(out)).toMatchObject({ failed_node_id: "parse" });
    else expect(JSON.parse(out)).toEqual(context ?? { tenant: "acme" });
  });
});

test("its output types the nodes, in all three", { timeout: 120_000 }, async () => {
  const built = await runCli(["build"], { cwd });
  expect(built.error).toContain("written zod/order.flow.ts");
  const { status, out, error } = await runCli(["check", "--format", "json"], { cwd });
  const { findings } = JSON.parse(out) as { findings: { code: string; file: string; message: string }[] };
  expect({ status, error }).toMatchObject({ status: 1 });
  const message = "`deny` takes `{ paid: number }`; what `parse` sends is `{ receipt: string; paid: boolean; }`";
  expect(findings.map(({ code, file }) => `${file} ${code}`).sort()).toEqual(
    names.map((name) => `${name}/faulty.flow.yaml types/payload`).sort(),
  );
  expect(findings.map((found) => found.message)).toEqual([message, message, message]);
  const module = readFileSync(path.join(cwd, "zod/order.flow.ts"), "utf8");
  expect(module).toContain("charge: SchemaOutput<typeof order_>;");
  expect(module).toContain("schemas: { input: order_ satisfies Schema, context: tenant satisfies Schema },");
});
