import type { Template, TextValue } from "./ast.js";
import { conditionAsText, parseConditionValue } from "./condition-value.js";
import { expressionParser } from "./expression-parser.js";
import { expressionLexer } from "./expression-tokens.js";
import type { ParseResult } from "./grammar-error.js";
import { byPlace } from "./order-errors.js";
import { parseExpression } from "./parse-expression.js";
import { remember } from "./remember.js";
import { textKind, unescapeText } from "./text-kind.js";

/**
 * Parses a string in `inputs` (SPEC 3): an expression, a condition, a template or plain text. Returns all errors, in the order of
 * their places. Never throws.
 */
export const parseValue = remember((text: string): ParseResult<TextValue> => {
  switch (textKind(text)) {
    case "expression": {
      const parsed = parseExpression(text);
      return (parsed.errors.length === 0 ? undefined : conditionAsText(text)) ?? parsed;
    }
    case "condition":
      return parseConditionValue(text);
    case "template":
      return parseTemplate(text);
    case "plain-text":
      return (
        conditionAsText(text) ?? {
          ast: { kind: "plain-text", value: unescapeText(text), range: { start: 0, end: text.length } },
          errors: [],
        }
      );
  }
});

function parseTemplate(text: string): ParseResult<Template> {
  const { tokens } = expressionLexer().tokenize(text, "text");
  const { parts, errors } = expressionParser().parseParts(text, tokens);
  const [first, ...more] = parts;
  const unescaped =
    first?.kind === "plain-text" && first.range.start === 0
      ? [{ ...first, value: unescapeText(first.value) }, ...more]
      : parts;
  return {
    ast: { kind: "template", parts: unescaped, range: { start: 0, end: text.length } },
    errors: [...errors].sort(byPlace),
  };
}
