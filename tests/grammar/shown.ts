import type { AstNode, GrammarError, ParseResult } from "../../grammar/index.js";

/** Shows each error on one line: code, range, and the parameters of its message. */
export function shownErrors({ errors }: ParseResult<AstNode>): string[] {
  return errors.map(shownError);
}

function shownError({ code, range, params }: GrammarError): string {
  const details = Object.values(params);
  return [code, `${range.start}-${range.end}`, ...details.map(String)].join(" ");
}

/** Removes the ranges from an AST. */
export function withoutRanges(ast: AstNode | undefined): unknown {
  if (ast === undefined) return undefined;
  return JSON.parse(JSON.stringify(ast, (key, value: unknown) => (key === "range" ? undefined : tagged(value))));
}

/** JSON has no negative zero. */
function tagged(value: unknown): unknown {
  return Object.is(value, -0) ? "<-0>" : value;
}
