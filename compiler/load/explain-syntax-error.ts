import type { YAMLError } from "yaml";
import type { TextRange } from "../../grammar/ast.js";
import type { Code, Params } from "../diagnostics/catalogue.js";
import { quoteSource } from "../diagnostics/quote-source.js";
import { closerOf, type Unclosed } from "./find-unclosed.js";
import { syntaxWords } from "./syntax-words.js";

/** What is needed to explain an error. */
export interface SyntaxContext {
  readonly text: string;
  readonly errors: readonly YAMLError[];
  readonly unclosed: Unclosed;
}

/** A syntax error in flowc's words, at the place that the user would edit. */
export type SyntaxFault = {
  readonly [C in Code]: {
    readonly code: C;
    readonly params: Params<C>;
    readonly range: TextRange;
    /** Where the missing character was expected, or where a space would fix the error. */
    readonly expectedAt?: number;
  };
}[Code];

type Explain = (error: YAMLError, context: SyntaxContext) => SyntaxFault;

/** Explains an error of the package `yaml` in flowc's words. */
export function explainSyntaxError(error: YAMLError, context: SyntaxContext): SyntaxFault {
  const known = explanations.find(([code, words]) => code === error.code && words.test(error.message));
  return (known?.[2] ?? asItIs)(error, context);
}

const explanations: readonly (readonly [YAMLError["code"], RegExp, Explain])[] = [
  ["TAB_AS_INDENT", /./, tabIndent],
  ["MISSING_CHAR", /^Missing closing/, unclosedQuote],
  ["MISSING_CHAR", /end with a/, unclosedBracket],
  ["BAD_INDENT", /end with a/, unclosedBracket],
  ["MISSING_CHAR", /^Missing , (between|or)/, missingComma],
  ["MISSING_CHAR", /^Missing space after :/, ({ pos }) => missingBlank(pos[0], ":")],
  ["MISSING_CHAR", /^Implicit map keys/, keyWithoutColon],
  ["MISSING_CHAR", /^Comments must/, hashWithoutBlank],
  ["MULTILINE_IMPLICIT_KEY", /./, multilineKey],
  ["BLOCK_AS_IMPLICIT_KEY", /^Nested mappings/, nestedMapping],
  ["BLOCK_AS_IMPLICIT_KEY", /./, badIndent],
  ["BAD_INDENT", /./, badIndent],
  ["BLOCK_IN_FLOW", /./, blockInFlow],
  ["BAD_SCALAR_START", /./, ({ pos }, { text }) => needsQuotes(text, pos[0])],
  ["UNEXPECTED_TOKEN", /^Block scalar header/, blockHeader],
  ["BAD_ALIAS", /empty string/, ({ pos }, { text }) => needsQuotes(text, pos[0])],
  ["UNEXPECTED_TOKEN", /^Unexpected flow-(seq|map)-end/, strayCloser],
  ["UNEXPECTED_TOKEN", /^Unexpected block-seq-ind/, listOnKeyLine],
  ["UNEXPECTED_TOKEN", /at node end/, textBehindValue],
  ["UNEXPECTED_TOKEN", /^Not a YAML token/, textBehindHeader],
  ["UNEXPECTED_TOKEN", /./, strayToken],
  ["BAD_DQ_ESCAPE", /./, badEscape],
  ["TAG_RESOLVE_FAILED", /./, unknownTag],
];

function tabIndent({ pos }: YAMLError, { text }: SyntaxContext): SyntaxFault {
  const start = Math.max(pos[0], text.indexOf("\t", pos[0]));
  const end = start + (/^\t+/.exec(text.slice(start, start + 200))?.[0].length ?? 1);
  return { code: "yaml/tab-indent", params: {}, range: { start, end } };
}

function unclosedQuote(error: YAMLError, context: SyntaxContext): SyntaxFault {
  const quoted = context.unclosed.quotes.find(({ offset, source }) => offset + source.length === error.pos[0]);
  if (!quoted) return asItIs(error, context);
  const range = { start: quoted.offset, end: quoted.offset + 1 };
  return { code: "yaml/unclosed-quote", params: { quote: quoted.source.charAt(0) }, range };
}

function unclosedBracket(error: YAMLError, context: SyntaxContext): SyntaxFault {
  const inner = context.unclosed.brackets.filter(({ offset }) => offset < error.pos[0]).at(-1);
  if (!inner) return asItIs(error, context);
  return {
    code: "yaml/unclosed-bracket",
    params: { open: inner.start.source, close: closerOf(inner) },
    range: { start: inner.offset, end: inner.offset + 1 },
    expectedAt: error.pos[0],
  };
}

function missingComma({ pos }: YAMLError, { text }: SyntaxContext): SyntaxFault {
  const range = wordAt(text, skipWhite(text, pos[0]));
  return { code: "yaml/missing-comma", params: { found: text.slice(range.start, range.end) }, range };
}

function missingBlank(offset: number, after: ":" | "-"): SyntaxFault {
  const range = { start: offset, end: offset + 1 };
  return { code: "yaml/missing-blank", params: { after }, range, expectedAt: offset + 1 };
}

/** Explains `entry:a`, `-a` or `entry` in a place where `key: value` is expected. */
function keyWithoutColon({ pos }: YAMLError, { text }: SyntaxContext): SyntaxFault {
  const range = lineRest(text, skipWhite(text, pos[0]));
  const line = text.slice(range.start, range.end);
  if (/^[|>]/.test(line)) return needsQuotes(text, range.start);
  if (/^-[^\s-]/.test(line)) return missingBlank(range.start, "-");
  const colon = /^(?:"[^"]*"|'[^']*'|[^\s:"'{[]+):(?=\S)/.exec(line);
  if (colon) return missingBlank(range.start + colon[0].length - 1, ":");
  return { code: "yaml/missing-colon", params: { found: line }, range };
}

function hashWithoutBlank({ pos }: YAMLError): SyntaxFault {
  const cure = "put a blank before a comment's `#`, or the whole text into quotes";
  const params = { detail: "a comment begins right behind a value", cure };
  return { code: "yaml/syntax", params, range: { start: pos[0], end: pos[0] + 1 } };
}

/** Explains a key that spans several lines: the colon or the indentation of one of them is wrong. */
function multilineKey(error: YAMLError, context: SyntaxContext): SyntaxFault {
  const { text, errors } = context;
  const companions = errors.filter(({ pos }) => pos[0] === error.pos[0]).map(({ code }) => code);
  const lastLine = text.lastIndexOf("\n", error.pos[1] - 1) + 1;
  const last = lineRest(text, skipWhite(text, Math.max(error.pos[0], lastLine)));
  if (companions.includes("BLOCK_IN_FLOW")) return missingComma({ ...error, pos: [last.start, last.end] }, context);
  if (companions.includes("BLOCK_AS_IMPLICIT_KEY")) {
    const detail = "this line is indented more than the key before it, which has its value already";
    return { code: "yaml/bad-indent", params: { detail }, range: wordAt(text, last.start) };
  }
  return /^-\s/.test(text.slice(error.pos[0])) ? strayToken(error, context) : keyWithoutColon(error, context);
}

function nestedMapping(error: YAMLError, context: SyntaxContext): SyntaxFault {
  const multiline = context.errors.find(
    ({ code, pos }) => code === "MULTILINE_IMPLICIT_KEY" && pos[0] === error.pos[0],
  );
  if (multiline) return multilineKey(multiline, context);
  const { start, end } = lineRest(context.text, error.pos[0]);
  const colon = context.text.slice(start, end).search(/:(?=\s|$)/);
  if (colon <= 0) return strayToken(error, context);
  const found = context.text.slice(start, start + colon);
  return { code: "yaml/nested-colon", params: { found }, range: { start, end: start + colon + 1 } };
}

function badIndent({ pos }: YAMLError, { text }: SyntaxContext): SyntaxFault {
  const start = skipWhite(text, pos[0]);
  if (/^-[^\s-]/.test(text.slice(start, start + 2))) return missingBlank(start, "-");
  const detail = "this line is not indented like the entries before it";
  return { code: "yaml/bad-indent", params: { detail }, range: wordAt(text, start) };
}

/** Explains `{ a: "x" b: 1 }`, or a real block inside brackets. */
function blockInFlow(error: YAMLError, context: SyntaxContext): SyntaxFault {
  const [start, end] = error.pos;
  const inner = context.errors.find(({ code, pos }) => code === "UNEXPECTED_TOKEN" && pos[0] > start && pos[0] < end);
  const multiline = context.errors.find(({ code, pos }) => code === "MULTILINE_IMPLICIT_KEY" && pos[0] === start);
  if (multiline) return multilineKey(multiline, context);
  if (inner) return missingComma(inner, context);
  const rest = lineRest(context.text, start);
  const key = /\s([^\s,:[\]{}]+):(?=\s|$)/.exec(context.text.slice(start, rest.end));
  if (key !== null && !/^-\s/.test(context.text.slice(start, rest.end))) {
    return missingComma({ ...error, pos: [start + key.index, end] }, context);
  }
  const detail = "inside brackets there are no lists of `- ` lines";
  const params = { detail, cure: "write the whole value with brackets, or the whole without" };
  return { code: "yaml/syntax", params, range: wordAt(context.text, start) };
}

function needsQuotes(text: string, start: number): SyntaxFault {
  const first = text.charAt(start);
  const detail = `an unquoted text cannot begin with ${quoteSource(first)}`;
  return { code: "yaml/needs-quotes", params: { detail }, range: wordAt(text, start) };
}

/** Explains `- >> b`. YAML takes the `>` as the header of a block scalar. */
function blockHeader({ pos }: YAMLError, { text }: SyntaxContext): SyntaxFault {
  const before = /[|>][-+\w|>]*\s*$/.exec(text.slice(Math.max(0, pos[0] - 40), pos[0]));
  const range = lineRest(text, pos[0] - (before?.[0].length ?? 0));
  const detail = `an unquoted text cannot begin with \`${text.charAt(range.start)}\``;
  return { code: "yaml/needs-quotes", params: { detail }, range };
}

function textBehindHeader(error: YAMLError, context: SyntaxContext): SyntaxFault {
  const line = context.text.slice(context.text.lastIndexOf("\n", error.pos[0] - 1) + 1, error.pos[0]);
  return /[|>][-+\w|>]* +$/.test(line) ? blockHeader(error, context) : strayToken(error, context);
}

function strayCloser({ pos }: YAMLError, { text }: SyntaxContext): SyntaxFault {
  const detail = `the \`${text.charAt(pos[0])}\` closes no bracket`;
  const params = { detail, cure: "remove it, or put the whole text in quotes" };
  return { code: "yaml/syntax", params, range: { start: pos[0], end: pos[0] + 1 } };
}

function listOnKeyLine({ pos }: YAMLError): SyntaxFault {
  const params = {
    detail: "a list cannot begin in the line of its key",
    cure: "put each `- item` on a line of its own",
  };
  return { code: "yaml/syntax", params, range: { start: pos[0], end: pos[0] + 1 } };
}

/** Explains `'it's'`, `"a" b` or `{{ $ctx.a }} b`: more text follows a value that has ended. */
function textBehindValue(error: YAMLError, context: SyntaxContext): SyntaxFault {
  const { text } = context;
  const start = error.pos[0];
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  if (before.trim() === "") return strayToken(error, context);
  const range = { start, end: Math.max(start + 1, Math.min(error.pos[1], lineRest(text, start).end)) };
  const closer = /["'}\]]$/.exec(before.trim())?.[0];
  const behind = `${quoteSource(text.slice(range.start, range.end))} comes after`;
  if (before.endsWith("'")) {
    const params = { detail: `${behind} the closing \`'\``, cure: "within single quotes a `'` is doubled: `'it''s'`" };
    return { code: "yaml/syntax", params, range };
  }
  const detail = `${behind} ${closer ? `the closing \`${closer}\`` : "a value that has ended"}`;
  return { code: "yaml/needs-quotes", params: { detail }, range };
}

function strayToken({ pos }: YAMLError, { text }: SyntaxContext): SyntaxFault {
  const range = wordAt(text, skipWhite(text, pos[0]));
  const found = text.slice(range.start, range.end);
  const detail = found === "" ? "the text ends too early" : `${quoteSource(found)} is not allowed here`;
  const beginsLine = text.slice(text.lastIndexOf("\n", range.start - 1) + 1, range.start).trim() === "";
  const cure = beginsLine ? "check its indentation; a block cannot mix keys and list items" : undefined;
  return { code: "yaml/syntax", params: { detail, cure }, range };
}

function badEscape({ pos }: YAMLError, { text }: SyntaxContext): SyntaxFault {
  const [found] = /^\\(?:x[^"]{0,2}|u[^"]{0,4}|U[^"]{0,8}|[^])/u.exec(text.slice(pos[0], pos[0] + 20)) ?? [
    text.charAt(pos[0]),
  ];
  return { code: "yaml/bad-escape", params: { found }, range: { start: pos[0], end: pos[0] + found.length } };
}

function unknownTag({ pos }: YAMLError, { text }: SyntaxContext): SyntaxFault {
  const tag = text.slice(pos[0], pos[1]);
  const isCore = /^!!(?:str|int|float|bool|null|map|seq)$/.test(tag);
  return { code: "yaml/unknown-tag", params: { tag, isCore }, range: { start: pos[0], end: pos[1] } };
}

/** Explains an error that has no function of its own, based on the message of the package. */
function asItIs({ pos, message }: YAMLError, { text }: SyntaxContext): SyntaxFault {
  const end = Math.max(pos[0] + 1, Math.min(pos[1], lineRest(text, pos[0]).end));
  return { code: "yaml/syntax", params: syntaxWords(message), range: { start: pos[0], end } };
}

function skipWhite(text: string, start: number): number {
  let at = start;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at;
}

/** The range from an offset to the end of its line, without trailing whitespace. */
function lineRest(text: string, start: number): { start: number; end: number } {
  const lineBreak = text.slice(start).search(/[\r\n]/);
  const rest = lineBreak < 0 ? text.slice(start) : text.slice(start, start + lineBreak);
  return { start, end: start + rest.trimEnd().length };
}

function wordAt(text: string, start: number): { start: number; end: number } {
  const word = /^(?:"[^"\n]*"|'[^'\n]*'|[^\s,:[\]{}]+|\S)/.exec(text.slice(start, start + 200));
  return { start, end: start + (word?.[0].length ?? 0) };
}
