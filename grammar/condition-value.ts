import type { Condition, ConditionValue, TextRange } from "./ast.js";
import type { GrammarError, ParseResult } from "./grammar-error.js";
import { byPlace } from "./order-errors.js";
import { parseCondition } from "./parse-condition.js";
import { childrenOf } from "./visit.js";

/** Parses `$( … )`: a condition as a value (SPEC 12). */
export function parseConditionValue(text: string): ParseResult<ConditionValue> {
  const range = trimmedRange(text, { start: 0, end: text.length });
  const inner = { start: range.start + "$(".length, end: range.end };
  if (!text.endsWith(")", range.end) || range.end <= inner.start) {
    const opened = { start: range.start, end: inner.start };
    return { ast: undefined, errors: [{ code: "condition/unclosed-parenthesis", params: {}, range: opened }] };
  }
  const { ast, errors } = parseCondition(text, { start: inner.start, end: range.end - 1 });
  const all = [...errors, ...(ast === undefined ? [] : resultsIn(ast))].sort(byPlace);
  return { ast: ast && { kind: "condition", condition: ast, range }, errors: all };
}

/** Whether an error says more about the content of braces than those of an expression. `|` is a filter elsewhere. */
function isTelling(error: GrammarError): boolean {
  if (error.code === "condition/unknown-operator") return !["|", "&"].includes(error.params.found);
  return error.code === "condition/chained-comparison" || error.code === "condition/misplaced-list";
}

/**
 * Parses what is between braces as a condition. Undefined if it is none: it compares and combines nothing.
 *
 * @param range the content of the braces
 */
export function conditionInHole(text: string, range: TextRange): ParseResult<ConditionValue> | undefined {
  const inner = trimmedRange(text, range);
  const { ast, errors } = parseCondition(text, inner);
  if (errors.some(isTelling)) return { ast: undefined, errors };
  if (ast === undefined || errors.length > 0 || !hasOperator(ast)) return undefined;
  const elsewhere = resultsIn(ast);
  if (elsewhere.length > 0) return { ast: undefined, errors: elsewhere };
  return { ast: { kind: "condition", condition: ast, range: inner }, errors: [] };
}

/** A sign of a reference, and one of an operator. Most texts have none, and need not be parsed. */
const reference = /\$[a-z]|\b(?:ctx|payload|joins|env)[.[]/u;
const operator = /[<>=]|\b(?:and|or|not|in)\b/u;

/** Reports a text that is a condition but is not marked as one (SPEC 12). Undefined if it is not a condition. */
export function conditionAsText(text: string): ParseResult<never> | undefined {
  if (!reference.test(text) || !operator.test(text)) return undefined;
  const range = trimmedRange(text, { start: 0, end: text.length });
  const { ast, errors } = parseCondition(text, range);
  if (ast === undefined || errors.length > 0 || !hasOperator(ast) || !hasReference(ast, text)) return undefined;
  const params = { text: text.slice(range.start, range.end) };
  return { ast: undefined, errors: [{ code: "value/condition-as-text", params, range }] };
}

function trimmedRange(text: string, { start, end }: TextRange): TextRange {
  const inner = text.slice(start, end);
  const from = start + inner.length - inner.trimStart().length;
  return { start: from, end: from + inner.trim().length };
}

function hasOperator({ kind }: Condition): boolean {
  return kind === "and" || kind === "or" || kind === "not" || kind === "comparison";
}

/** Whether it has a reference that is no word of English: `payload and joins` is text. */
function hasReference(condition: Condition, text: string): boolean {
  return operandsIn(condition).some(({ kind, range }) => {
    return kind === "result" || (kind === "reference" && /[$.[]/u.test(text.slice(range.start, range.end)));
  });
}

function resultsIn(condition: Condition): GrammarError[] {
  return operandsIn(condition).flatMap(({ kind, range }): GrammarError[] => {
    return kind === "result" ? [{ code: "condition/result-elsewhere", params: {}, range }] : [];
  });
}

function operandsIn(condition: Condition): readonly { readonly kind: string; readonly range: TextRange }[] {
  const inner = childrenOf(condition);
  return condition.kind === "reference" || condition.kind === "result"
    ? [condition]
    : inner.flatMap((child) => operandsIn(child as Condition));
}
