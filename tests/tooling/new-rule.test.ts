import { cpSync, existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { newRule } from "../../scripts/new-rule.js";

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "flowc-rule-"));
const read = (file: string): string => readFileSync(path.join(folder, file), "utf8");

beforeAll(() => {
  for (const one of ["compiler/analyze/rules.ts", "compiler/diagnostics/catalogue"]) {
    cpSync(path.join(root, one), path.join(folder, one), { recursive: true });
  }
});

test("a new rule has its files, and is in the list and in the catalogue", () => {
  const files = newRule("node/too-lonely", folder);
  expect(files.every((file) => existsSync(path.join(folder, file)))).toBe(true);
  expect(read("compiler/analyze/rules/node-too-lonely.ts")).toContain("export const nodeTooLonely: Rule");
  const list = read("compiler/analyze/rules.ts").split("\n");
  const imports = list
    .filter((line) => line.includes('from "./rules/'))
    .map((line) => line.slice(line.indexOf("from")));
  expect(imports).toEqual([...imports].sort());
  expect(imports).toContain('from "./rules/node-too-lonely.js";');
  expect(list.slice(-3)).toEqual(["  nodeTooLonely,", "];", ""]);
  expect(read("compiler/diagnostics/catalogue/graph.ts")).toMatch(/ {2}"node\/too-lonely": entry<.*\n\};/u);
});

test("the messages of a code are with those of its area", () => {
  newRule("payload/odd", folder);
  expect(read("compiler/diagnostics/catalogue/context.ts")).toContain('"payload/odd": entry');
});

test("nothing is overwritten", () => {
  newRule("cycle/odd", folder);
  const before = read("compiler/analyze/rules.ts");
  expect(() => newRule("cycle/odd", folder)).toThrow("compiler/analyze/rules/cycle-odd.ts");
  expect(read("compiler/analyze/rules.ts")).toBe(before);
});

test.each(["odd", "Node/odd", "node/odd_thing", "node/odd/er", "../x/odd"])("%s is not a code", (code) => {
  expect(() => newRule(code, folder)).toThrow("is no code");
});
