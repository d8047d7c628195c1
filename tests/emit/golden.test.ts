import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as prettier from "prettier";
import { describe, expect, test } from "vitest";
import { emitModule } from "../../compiler/emit/emit-module.js";
import { samplePlans } from "./sample-plans.js";

const folder = new URL("./goldens/", import.meta.url);

describe.each(Object.entries(samplePlans))("golden %s", (name, plan) => {
  const file = new URL(`./${name}/${name}.flow.ts`, folder);
  const { text } = emitModule(plan(), { path: `${name}.flow.ts`, importExtension: "js" });

  test("is the committed module (UPDATE=1 writes it)", () => {
    if (process.env["UPDATE"] === "1") {
      mkdirSync(new URL(".", file), { recursive: true });
      writeFileSync(file, text);
    }
    expect(text).toBe(readFileSync(file, "utf8"));
  });

  test("is not changed by prettier", async () => {
    expect(await prettier.format(text, { parser: "typescript" })).toBe(text);
  });
});
