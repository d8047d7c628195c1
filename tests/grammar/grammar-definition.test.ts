import { expect, it, vi } from "vitest";
import { ConditionParser } from "../../grammar/condition-parser.js";
import { createConditionLexer } from "../../grammar/condition-tokens.js";
import { EdgeParser } from "../../grammar/edge-parser.js";
import { createEdgeLexer } from "../../grammar/edge-tokens.js";
import { ExpressionParser } from "../../grammar/expression-parser.js";
import { createExpressionLexer } from "../../grammar/expression-tokens.js";

// flowc skips these validations at startup, so they run here: ambiguities and unreachable tokens throw.
const options = { skipValidations: false };

it.each([
  ["edges", createEdgeLexer],
  ["expressions", createExpressionLexer],
  ["conditions", createConditionLexer],
])("the lexer of %s is sound", (_name, create) => {
  const warn = vi.spyOn(console, "warn");
  expect(() => create(options)).not.toThrow();
  expect(warn).not.toHaveBeenCalled();
});

it.each([
  ["edges", () => new EdgeParser(options)],
  ["expressions", () => new ExpressionParser(options)],
  ["conditions", () => new ConditionParser(options)],
])("the grammar of %s is sound", (_name, create) => {
  expect(create).not.toThrow();
});

it.each([
  ["edges", EdgeParser],
  ["expressions", ExpressionParser],
  ["conditions", ConditionParser],
])("one token decides in the grammar of %s", (_name, Parser) => {
  // An alternative that needs a second token would be an ambiguity, which throws.
  expect(Reflect.get(new Parser(options), "maxLookahead")).toBe(1);
});
