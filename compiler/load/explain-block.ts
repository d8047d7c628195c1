import { explainKey, missingBlank } from "./explain-key.js";
import { missingComma, unclosedBracket } from "./explain-missing.js";
import { strayToken } from "./explain-unexpected.js";
import type { SyntaxContext, SyntaxFault } from "./syntax-fault.js";
import { lineRest, skipWhite, wordAt } from "./text-ranges.js";
import type { TokenPlace } from "./token-places.js";
import type { YamlError } from "./yaml-error.js";

/** Explains a tab before the first character of a line. */
export function explainTab({ pos }: YamlError, { text }: SyntaxContext): SyntaxFault {
  const start = Math.max(pos[0], text.indexOf("\t", pos[0]));
  const end = start + (/^\t+/.exec(text.slice(start, start + 200))?.[0].length ?? 1);
  return { code: "yaml/tab-indent", params: {}, range: { start, end } };
}

/** Explains a line that is indented wrongly: an entry, an item, a line of text, or one that leaves open brackets. */
export function explainIndent(error: YamlError, context: SyntaxContext): SyntaxFault {
  const { errors, places } = context;
  const at = error.pos[0];
  const rank = errors.filter(({ code, pos }) => code === error.code && pos[0] === at).indexOf(error);
  // The parser reports open brackets before the entry that follows them.
  const isBracket = rank < places.unclosedEndingAt(at).length;
  if (!isBracket && places.blockScalarAround(at)) return unindentedText(error, context);
  if (!isBracket && (rank > 0 || places.at(at).some(isMisplaced))) return badIndent(error, context);
  return unclosedBracket(error, context) ?? badIndent(error, context);
}

/** Whether an entry or item begins with the token at another column than the ones before it. */
function isMisplaced({ token, parent, item }: TokenPlace): boolean {
  if (parent?.type === "block-seq") return token.type === "block-seq";
  if (parent?.type !== "block-map" || item === undefined) return false;
  if (token !== (item.start[0] ?? item.key) && token !== item.key) return false;
  const first = item.start.find(({ type }) => type === "explicit-key-ind") ?? item.key;
  return first ? "indent" in first && first.indent !== parent.indent : false;
}

function unindentedText(error: YamlError, context: SyntaxContext): SyntaxFault {
  const range = wordAt(context.text, skipWhite(context.text, error.pos[0]));
  const params = { detail: "the text behind `|` or `>` is not indented", cure: "indent it more than its key" };
  return { code: "yaml/syntax", params, range };
}

function badIndent({ pos }: YamlError, { text }: SyntaxContext): SyntaxFault {
  const start = skipWhite(text, pos[0]);
  if (/^-[^\s-]/.test(text.slice(start, start + 2))) return missingBlank(start, "-");
  const detail = "this line is not indented like the entries before it";
  return { code: "yaml/bad-indent", params: { detail }, range: wordAt(text, start) };
}

/** Explains a key that spans several lines: the colon or the indentation of one of them is wrong. */
export function explainMultilineKey(error: YamlError, context: SyntaxContext): SyntaxFault {
  const { text, errors } = context;
  const companions = errors.filter(({ pos }) => pos[0] === error.pos[0]).map(({ code }) => code);
  const lastLine = text.lastIndexOf("\n", error.pos[1] - 1) + 1;
  const last = lineRest(text, skipWhite(text, Math.max(error.pos[0], lastLine)));
  if (companions.includes("BLOCK_IN_FLOW")) return missingComma({ pos: [last.start, last.end] }, context);
  if (companions.includes("BLOCK_AS_IMPLICIT_KEY")) {
    const detail = "this line is indented more than the key before it, which has its value already";
    return { code: "yaml/bad-indent", params: { detail }, range: wordAt(text, last.start) };
  }
  return /^-\s/.test(text.slice(error.pos[0])) ? strayToken(error, context) : explainKey(error, context);
}

/** Explains a mapping in the line of its key, or a list in the place of a key. */
export function explainBlockAtKey(error: YamlError, context: SyntaxContext): SyntaxFault {
  const isNested = context.places.endingAt(error.pos[0]).some(isBeforeMapping);
  return isNested ? nestedMapping(error, context) : badIndent(error, context);
}

function isBeforeMapping({ role, parent, item }: TokenPlace): boolean {
  const isBetween = role === "separator" && parent?.type === "block-map" && item?.value?.type === "block-map";
  return isBetween && item.sep?.every(({ type }) => type !== "newline") === true;
}

function nestedMapping(error: YamlError, context: SyntaxContext): SyntaxFault {
  const multiline = context.errors.find(
    ({ code, pos }) => code === "MULTILINE_IMPLICIT_KEY" && pos[0] === error.pos[0],
  );
  if (multiline) return explainMultilineKey(multiline, context);
  const { start, end } = lineRest(context.text, error.pos[0]);
  const colon = context.text.slice(start, end).search(/:(?=\s|$)/);
  if (colon <= 0) return strayToken(error, context);
  const found = context.text.slice(start, start + colon);
  return { code: "yaml/nested-colon", params: { found }, range: { start, end: start + colon + 1 } };
}

/** Explains `{ a: "x" b: 1 }`, or a real block inside brackets. */
export function explainBlockInFlow(error: YamlError, context: SyntaxContext): SyntaxFault {
  const [start, end] = error.pos;
  const inner = context.errors.find(({ code, pos }) => code === "UNEXPECTED_TOKEN" && pos[0] > start && pos[0] < end);
  const multiline = context.errors.find(({ code, pos }) => code === "MULTILINE_IMPLICIT_KEY" && pos[0] === start);
  if (multiline) return explainMultilineKey(multiline, context);
  if (inner) return missingComma(inner, context);
  const rest = lineRest(context.text, start);
  const key = /\s([^\s,:[\]{}]+):(?=\s|$)/.exec(context.text.slice(start, rest.end));
  if (key !== null && !/^-\s/.test(context.text.slice(start, rest.end))) {
    return missingComma({ pos: [start + key.index, end] }, context);
  }
  const detail = "inside brackets there are no lists of `- ` lines";
  const params = { detail, cure: "write the whole value with brackets, or the whole without" };
  return { code: "yaml/syntax", params, range: wordAt(context.text, start) };
}
