import type { Reference } from "./ast.js";
import type { ParseResult } from "./grammar-error.js";
import { parseExpression } from "./parse-expression.js";
import { remember } from "./remember.js";

const referenceStart = /^(?:\$(?!\$)|(?:ctx|payload|joins|env)(?:[.[]|$))/;

/**
 * Parses a write target (SPEC 4): a path of at least one key below `ctx`, `payload` or `joins`. Returns all errors, in
 * the order of their places; there is an AST only if there are no errors. Never throws.
 */
export const parseTarget = remember((text: string): ParseResult<Reference> => {
  const found = text.trim();
  const start = text.length - text.trimStart().length;
  const notATarget: ParseResult<Reference> = {
    ast: undefined,
    errors: [{ code: "target/not-a-target", params: { found }, range: { start, end: start + found.length } }],
  };
  if (!referenceStart.test(found)) return notATarget;
  const { ast, errors } = parseExpression(text);
  if (ast?.kind === "reference" && ast.scope === "env") return notATarget;
  if (errors.length > 0) return { ast: undefined, errors };
  return ast?.kind === "reference" && ast.path.length > 0 ? { ast, errors } : notATarget;
});
