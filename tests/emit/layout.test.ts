import * as fc from "fast-check";
import * as prettier from "prettier";
import { expect, test } from "vitest";
import { emitModule } from "../../compiler/emit/emit-module.js";
import { randomPlan } from "./random-plan.js";

test("prettier changes no module", async () => {
  const property = fc.asyncProperty(fc.gen(), async (g) => {
    const { text } = emitModule(randomPlan(g), { path: "flows/some.flow.ts", importExtension: "js" });
    expect(await prettier.format(text, { parser: "typescript" })).toBe(text);
  });
  await fc.assert(property, { numRuns: Number(process.env["RUNS"] ?? 150) });
}, 300_000);
