import type { Expression } from "./ast.js";
import { expressionParser } from "./expression-parser.js";
import { expressionLexer } from "./expression-tokens.js";
import type { ParseResult } from "./grammar-error.js";
import { byPlace } from "./order-errors.js";

/** Parses a text that starts like an expression: a reference, or a chain of `??` (SPEC 3). */
export function parseExpression(text: string): ParseResult<Expression> {
  const { tokens } = expressionLexer().tokenize(text, "alone");
  const { ast, errors } = expressionParser().parseExpression(text, tokens);
  return { ast, errors: [...errors].sort(byPlace) };
}
