import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { compileProofs, strict } from "../types/compile-proofs.js";
import { fromDsl } from "../../src/library/from-dsl.js";

const readme = readFileSync(path.resolve(import.meta.dirname, "../../README.md"), "utf8");
const block = (start: string): string => new RegExp(`\`\`\`${start}[^]*?(?=\`\`\`)`, "u").exec(readme)?.[0] ?? "";

/** Callables as the README speaks of them. */
const ops = `export declare function seed(order: { ip: string; amount: number }): { ip: string; amount: number };
export declare function geo(order: { ip: string }): Promise<{ country: string }>;
export declare function risk(order: { amount: number }): { score: number };
export declare function merge(both: { geo: { country: string }; risk: { score: number } }): { country: string; score: number };
`;

test("what the README says about types is true for the flow that it shows", async () => {
  const flow = block("yaml\\n# flows/order").split("\n").slice(1).join("\n");
  const shown = block('ts\\nimport order from "./flows').split("\n").slice(1).join("\n");
  expect(shown).toContain("context.payloads.geo; // what `geo` returned, with its type");
  expect(shown).toContain("context.profile; // written by `merge`");
  expect(shown).toContain("// what `seed` takes, and what `merge` returns");
  const proof = `import { compiles, exactly } from "../proofs.js";
${shown.replace("./flows/order.flow.js", "./case.flow.js")}
exactly<{ country: string }>()(context.payloads.geo, true);
exactly<{ country: string; score: number }>()(context.profile, true);
exactly<{ country: string; score: number }>()(profile, true);
compiles(
  // @ts-expect-error the input's type is that of \`seed\`
  order.run({}, { ip: "203.0.113.7" }),
);
`;
  const files = { "ops.ts": ops };
  const { outputs, checked } = await compileProofs(
    [{ name: "order", flow, files, proof }],
    [
      ["typescript-5", strict],
      ["typescript", strict],
      ["typescript-7", strict],
    ],
  );
  expect(outputs).toEqual(["", "", ""]);
  expect(checked.get("order")?.check).toEqual([]);
}, 120_000);

test("the flow that the README makes in a program has the result and the type that it says", () => {
  expect(readme).toContain('small.runSync({}, 21).payloads.text; // "42", typed as string | undefined');
  const small = fromDsl({
    nodes: { double: (n: number) => n * 2, text: (n: number) => `${n}` },
    entry: "double",
    edges: ["double >> text"],
  });
  const text: string | undefined = small.runSync({}, 21).payloads.text;
  expect(text).toBe("42");
});
