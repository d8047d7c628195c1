import type { Expression } from "./ast.js";
import { expressionParser } from "./expression-parser.js";
import { expressionLexer } from "./expression-tokens.js";
import type { ParseResult } from "./grammar-error.js";
import { byPlace } from "./order-errors.js";
import { readPlainReference } from "./plain-texts.js";

/** Parses a text that starts like an expression: a reference, or a chain of `??` (SPEC 3). */
export function parseExpression(text: string): ParseResult<Expression> {
  const plain = readPlainReference(text);
  return plain === undefined ? parseByGrammar(text) : { ast: plain, errors: [] };
}

/** The same for every text, by the grammar. */
export function parseByGrammar(text: string): ParseResult<Expression> {
  const { tokens } = expressionLexer().tokenize(text, "alone");
  const { ast, errors } = expressionParser().parseExpression(text, tokens);
  return { ast, errors: [...errors].sort(byPlace) };
}
