import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { hoversOf, isTower } from "./hovers.js";

const examples = path.resolve(import.meta.dirname, "../../fixtures/examples");

test("an editor shows plain types of payloads, callables and parameters in all examples", () => {
  const files = readdirSync(examples, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".flow.ts"),
  );
  const hovers = hoversOf(files.map((file) => path.join(examples, file)));
  const texts = hovers.map(({ text }) => text);
  expect(texts).toContain("(property) Payloads.price_line: { item: Line; index: number; }");
  expect(texts).toContain("(parameter) result: { readonly missing: readonly string[]; readonly weeks: number; }");
  expect(texts).toContain("(parameter) result: PricedOrder");
  expect(texts.some((text) => /^\(property\) Callables\.price_order: \(.*\) => PricedOrder$/u.test(text))).toBe(true);
  // The view of a context is shown as it is written: its places, and whose results they contain.
  const isView = (text: string): boolean => text.startsWith("(parameter) context: ");
  expect(texts.filter((text) => !isView(text) && isTower(text))).toEqual([]);
  expect(texts.filter((text) => isView(text) && /<[^>]*</u.test(text))).toEqual([]);
  expect(texts.length).toBeGreaterThan(250);
}, 60_000);
