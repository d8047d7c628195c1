import { CST } from "yaml";
import { quoteSource } from "../diagnostics/quote-source.js";
import type { SyntaxContext, SyntaxFault } from "./syntax-fault.js";
import { lineRest, skipWhite, wordAt } from "./text-ranges.js";
import type { TokenPlace } from "./token-places.js";
import type { YamlError } from "./yaml-error.js";

/** Explains a token that is not allowed where it is. */
export function explainUnexpected(error: YamlError, context: SyntaxContext): SyntaxFault {
  const at = error.pos[0];
  if (isInHeader(at, context)) return blockHeader(error, context);
  const here = context.places.at(at);
  const closer = here.find((place) => kindOf(place) === "flow-seq-end" || kindOf(place) === "flow-map-end");
  if (closer) return strayCloser(error, context);
  const rejected = here.find(({ token }) => token.type === "error");
  if (rejected) {
    if (kindOf(rejected) === null) return textBehindHeader(error, context);
    return rejected.parent && kindOf(rejected) === "seq-item-ind" ? listOnKeyLine(error) : strayToken(error, context);
  }
  return here.some(({ role }) => role === "end") ? textBehindValue(error, context) : strayToken(error, context);
}

/** Returns the type of a token, also of one that the parser rejected. Null if no token of YAML looks like it. */
function kindOf({ token }: TokenPlace): string | null {
  return token.type === "error" ? CST.tokenType(token.source) : token.type;
}

/** Whether an offset is inside `|2-` or the like, after its first character. */
function isInHeader(offset: number, { places }: SyntaxContext): boolean {
  const header = places.blockScalarAround(offset)?.props.find(({ type }) => type === "block-scalar-header");
  return header !== undefined && "source" in header && offset < header.offset + header.source.length;
}

/** Explains `- >> b`. YAML takes the `>` as the header of a block scalar. */
function blockHeader({ pos }: YamlError, { text }: SyntaxContext): SyntaxFault {
  const before = /[|>][-+\w|>]*\s*$/.exec(text.slice(Math.max(0, pos[0] - 40), pos[0]));
  const range = lineRest(text, pos[0] - (before?.[0].length ?? 0));
  const detail = `an unquoted text cannot begin with \`${text.charAt(range.start)}\``;
  return { code: "yaml/needs-quotes", params: { detail }, range };
}

function textBehindHeader(error: YamlError, context: SyntaxContext): SyntaxFault {
  const line = context.text.slice(context.text.lastIndexOf("\n", error.pos[0] - 1) + 1, error.pos[0]);
  return /[|>][-+\w|>]* +$/.test(line) ? blockHeader(error, context) : strayToken(error, context);
}

function strayCloser({ pos }: YamlError, { text }: SyntaxContext): SyntaxFault {
  const detail = `the \`${text.charAt(pos[0])}\` closes no bracket`;
  const params = { detail, cure: "remove it, or put the whole text in quotes" };
  return { code: "yaml/syntax", params, range: { start: pos[0], end: pos[0] + 1 } };
}

function listOnKeyLine({ pos }: YamlError): SyntaxFault {
  const params = {
    detail: "a list cannot begin in the line of its key",
    cure: "put each `- item` on a line of its own",
  };
  return { code: "yaml/syntax", params, range: { start: pos[0], end: pos[0] + 1 } };
}

/** Explains `'it's'`, `"a" b` or `{{ $ctx.a }} b`: more text follows a value that has ended. */
function textBehindValue(error: YamlError, context: SyntaxContext): SyntaxFault {
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

/** Explains an unquoted text whose first character has a meaning in YAML. */
export function needsQuotes(text: string, start: number): SyntaxFault {
  const detail = `an unquoted text cannot begin with ${quoteSource(text.charAt(start))}`;
  return { code: "yaml/needs-quotes", params: { detail }, range: wordAt(text, start) };
}

/** Explains an error if only its place is known. */
export function strayToken({ pos }: YamlError, { text }: SyntaxContext): SyntaxFault {
  const range = wordAt(text, skipWhite(text, pos[0]));
  const found = text.slice(range.start, range.end);
  const detail = found === "" ? "the text ends too early" : `${quoteSource(found)} is not allowed here`;
  const beginsLine = text.slice(text.lastIndexOf("\n", range.start - 1) + 1, range.start).trim() === "";
  const cure = beginsLine ? "check its indentation; a block cannot mix keys and list items" : undefined;
  return { code: "yaml/syntax", params: { detail, cure }, range };
}
