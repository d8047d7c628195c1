import type { CST } from "yaml";
import { needsQuotes, strayToken } from "./explain-unexpected.js";
import type { SyntaxContext, SyntaxFault } from "./syntax-fault.js";
import { lineRest, skipWhite } from "./text-ranges.js";
import { closerOf } from "./token-places.js";
import type { YamlError } from "./yaml-error.js";

/** Explains `entry:a`, `-a` or `entry` in a place where `key: value` is expected. */
export function explainKey(error: YamlError, context: SyntaxContext): SyntaxFault {
  const { text } = context;
  const range = lineRest(text, skipWhite(text, error.pos[0]));
  const line = text.slice(range.start, range.end);
  if (line === "") return strayToken(error, context);
  const open = context.places.unclosed.find(({ offset }) => offset === range.start);
  if (open) return openBracket(open, range.end);
  if (/^[|>]/.test(line)) return needsQuotes(text, range.start);
  if (/^-[^\s-]/.test(line)) return missingBlank(range.start, "-");
  const colon = /^(?:"[^"]*"|'[^']*'|[^\s:"'{[]+):(?=\S)/.exec(line);
  if (colon) return missingBlank(range.start + colon[0].length - 1, ":");
  return { code: "yaml/missing-colon", params: { found: line }, range };
}

/**
 * A bracket that is never closed.
 *
 * @param expectedAt where it should end at the latest
 */
export function openBracket(collection: CST.FlowCollection, expectedAt: number): SyntaxFault {
  const params = { open: collection.start.source, close: closerOf(collection) };
  const range = { start: collection.offset, end: collection.offset + 1 };
  return { code: "yaml/unclosed-bracket", params, range, expectedAt };
}

/** A fault at a `:` or `-` that is not followed by a blank. */
export function missingBlank(offset: number, after: ":" | "-"): SyntaxFault {
  const range = { start: offset, end: offset + 1 };
  return { code: "yaml/missing-blank", params: { after }, range, expectedAt: offset + 1 };
}
