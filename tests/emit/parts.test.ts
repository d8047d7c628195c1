import vm from "node:vm";
import * as fc from "fast-check";
import * as prettier from "prettier";
import { describe, expect, test } from "vitest";
import { generatedMark, isGenerated } from "../../compiler/emit/generated-mark.js";
import { importSpecifier } from "../../compiler/emit/names/import-specifier.js";
import { createNamePool } from "../../compiler/emit/names/name-pool.js";
import { camelCase, pascalCase, safeIdentifier } from "../../compiler/emit/names/safe-identifier.js";
import { docComment } from "../../compiler/emit/print/doc-comment.js";
import { commentText, stringLiteral } from "../../compiler/emit/print/strings.js";
import { textWidth } from "../../compiler/emit/print/text-width.js";
import { hostileTexts } from "./hostile-texts.js";

describe("safeIdentifier", () => {
  test.each<readonly [string, string]>([
    ["extract", "extract"],
    ["my-node", "myNode"],
    ["a b  c", "aBC"],
    ["1st", "_1st"],
    ["", "_"],
    ["🚀", "_"],
    ["été", "été"],
    ["日本", "日本"],
    ["$x_1", "$x_1"],
    ["𝒳y", "y"],
    ["*/ evil();", "evil"],
    ...[
      "delete",
      "await",
      "async",
      "type",
      "of",
      "as",
      "satisfies",
      "yield",
      "let",
      "static",
      "undefined",
      "arguments",
      "eval",
    ].map((word) => [word, `${word}_`] as const),
  ])("%j becomes %j", (text, name) => {
    expect(safeIdentifier(text)).toBe(name);
  });

  test("any text gives a name that a strict-mode module may declare", () => {
    const property = fc.property(fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: "binary" })), (text) => {
      const name = safeIdentifier(text);
      expect(() => new vm.Script(`"use strict"; { const ${name} = 1; async () => ${name}; }`)).not.toThrow();
    });
    fc.assert(property);
  });

  test("names of flows", () => {
    expect(camelCase("linear_etl")).toBe("linearEtl");
    expect(pascalCase("linear_etl")).toBe("LinearEtl");
    expect(camelCase("HTTP-check 2")).toBe("hTTPCheck2");
    expect(camelCase("delete")).toBe("delete_");
    expect(pascalCase("2nd")).toBe("_2nd");
  });

  test("a pool gives each name only once", () => {
    const pool = createNamePool(["read"]);
    expect(["read", "load", "load", "load", "load_"].map((name) => pool.take(name))).toEqual([
      "read_",
      "load",
      "load_",
      "load2",
      "load__",
    ]);
  });
});

describe("strings", () => {
  const texts = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: "binary" }), fc.string());

  test("a literal evaluates to its text, and is what prettier would write", async () => {
    const property = fc.asyncProperty(texts, async (text) => {
      const literal = stringLiteral(text);
      expect(vm.runInNewContext(literal)).toBe(text);
      expect(literal).not.toMatch(/[\n\r\u2028\u2029]/u);
      expect(await prettier.format(`x(${literal});\n`, { parser: "typescript", printWidth: 1000 })).toBe(
        `x(${literal});\n`,
      );
    });
    await fc.assert(property);
  });

  test("a comment contains no text that ends it or is a directive to a compiler", () => {
    const property = fc.property(fc.array(texts), (parts) => {
      const text = parts.join("");
      const inner = docComment(text)
        .join("\n")
        .replace(/^\/\*\*|\*\/$/gu, "");
      expect(inner).not.toContain("*/");
      expect(inner).not.toMatch(/[^\\]@ts-/u);
      expect(commentText(text)).not.toMatch(/[\n\r\u2028\u2029]/u);
    });
    fc.assert(property);
  });

  test("doc comments have one line if the text has one", () => {
    expect(docComment("Loads it. ")).toEqual(["/** Loads it. */"]);
    expect(docComment("\n One.\r\n\n  Two. */\n")).toEqual(["/**", " * One.", " *", " * Two. *\\/", " */"]);
    expect(docComment(" \n ")).toEqual([]);
  });

  test("the width is that of prettier", () => {
    for (let code = 0x20; code < 0x20000; code++) {
      const character = code >= 0xd800 && code < 0xe000 ? "a" : String.fromCodePoint(code);
      if (/[\u{1f1e6}-\u{1f1ff}]/u.test(character)) continue;
      if (textWidth(character) !== prettier.util.getStringWidth(character)) expect.fail(`U+${code.toString(16)}`);
    }
    for (const text of hostileTexts)
      expect([text, textWidth(text)]).toEqual([text, prettier.util.getStringWidth(text)]);
  });
});

describe("importSpecifier", () => {
  const file = (path: string): { readonly kind: "file"; readonly path: string } => ({ kind: "file", path });

  test.each([
    ["ops.ts", "flow.ts", "js", "./ops.js"],
    ["ops.ts", "flow.ts", "ts", "./ops.ts"],
    ["ops.ts", "flow.ts", "none", "./ops"],
    ["lib/index.ts", "flows/a.flow.ts", "none", "../lib/index"],
    ["flows/lib/ops.mts", "flows/a.flow.ts", "js", "./lib/ops.mjs"],
    ["flows/lib/ops.cts", "flows/a.flow.ts", "none", "./lib/ops.cjs"],
    ["flows/ops.tsx", "out/flows/a.flow.ts", "js", "../../flows/ops.js"],
    ["ops.js", "flow.ts", "none", "./ops"],
    ["../shared/ops.ts", "flows/a.flow.ts", "js", "../../shared/ops.js"],
    ["/abs/ops.ts", "flows/a.flow.ts", "js", "/abs/ops.js"],
  ] as const)("%s from %s with %s gives %s", (to, from, extension, specifier) => {
    expect(importSpecifier(file(to), from, extension)).toBe(specifier);
  });

  test("a bare specifier does not change", () => {
    expect(importSpecifier({ kind: "bare", specifier: "node:path" }, "a.ts", "js")).toBe("node:path");
  });
});

test("generated modules are recognized by their first line", () => {
  expect(isGenerated(`${generatedMark} from a.yaml\n`)).toBe(true);
  expect(isGenerated(`\ufeff${generatedMark} from a.yaml\r\n`)).toBe(true);
  expect(isGenerated(`\n${generatedMark} from a.yaml`)).toBe(false);
  expect(isGenerated("// @generated by flowcraft")).toBe(false);
  expect(isGenerated("")).toBe(false);
});
