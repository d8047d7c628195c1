import { needsQuotes, strayToken } from "./explain-unexpected.js";
import type { SyntaxContext, SyntaxFault } from "./syntax-fault.js";
import { lineRest, skipWhite } from "./text-ranges.js";
import type { YamlError } from "./yaml-error.js";

/** Explains `entry:a`, `-a` or `entry` in a place where `key: value` is expected. */
export function explainKey(error: YamlError, context: SyntaxContext): SyntaxFault {
  const { text } = context;
  const range = lineRest(text, skipWhite(text, error.pos[0]));
  const line = text.slice(range.start, range.end);
  if (line === "") return strayToken(error, context);
  if (/^[|>]/.test(line)) return needsQuotes(text, range.start);
  if (/^-[^\s-]/.test(line)) return missingBlank(range.start, "-");
  const colon = /^(?:"[^"]*"|'[^']*'|[^\s:"'{[]+):(?=\S)/.exec(line);
  if (colon) return missingBlank(range.start + colon[0].length - 1, ":");
  return { code: "yaml/missing-colon", params: { found: line }, range };
}

/** A fault at a `:` or `-` that is not followed by a blank. */
export function missingBlank(offset: number, after: ":" | "-"): SyntaxFault {
  const range = { start: offset, end: offset + 1 };
  return { code: "yaml/missing-blank", params: { after }, range, expectedAt: offset + 1 };
}
