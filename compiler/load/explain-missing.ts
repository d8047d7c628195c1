import type { CST } from "yaml";
import { mayBeCut, wholeEdge } from "../cut-edge.js";
import { explainKey, missingBlank, openBracket } from "./explain-key.js";
import { strayToken } from "./explain-unexpected.js";
import { faultAt, type SyntaxContext, type SyntaxFault } from "./syntax-fault.js";
import { lineRest, skipWhite, wordAt } from "./text-ranges.js";
import type { TokenPlace } from "./token-places.js";
import type { YamlError } from "./yaml-error.js";

/** Explains an error whose code says only that some character is missing. */
export function explainMissing(error: YamlError, context: SyntaxContext): SyntaxFault {
  const { text, places } = context;
  const at = error.pos[0];
  const here = places.at(at);
  const before = places.endingAt(at);
  if (here.some(({ token }) => token.type === "comment")) return hashWithoutBlank(error);
  if (before.some(isProperty) && here.some((place) => !isGap(place))) {
    return faultAt(error, context, ["a blank is missing behind an anchor or a tag"]);
  }
  if (here.some(isPropertyOfList)) {
    return faultAt(error, context, ["a list begins in the line of its anchor or tag", "begin it on the next line"]);
  }
  const quoted = before.map(({ token }) => token).find(isOpenQuote);
  if (quoted && isFirst(error, context)) return unclosedQuote(quoted);
  if (isEndOfOuterBracket(at, context)) return unclosedBracket(error, context) ?? strayToken(error, context);
  if (here.some(isColonText)) return missingBlank(at, ":");
  if (places.at(skipWhite(text, at)).some(isInBrackets)) return cutEdge(error, context) ?? missingComma(error, context);
  if (here.some(isKeyWithoutColon) || before.some(isLoneProperty)) return explainKey(error, context);
  return explainMissingInBlock(error, context);
}

const itemRoles: ReadonlySet<TokenPlace["role"]> = new Set(["start", "key", "separator", "value"]);

/** Whether an offset is the end of an unclosed flow collection that is the whole document. For others, see `BAD_INDENT`. */
function isEndOfOuterBracket(offset: number, { places }: SyntaxContext): boolean {
  const [outer] = places.unclosedEndingAt(offset);
  if (outer === undefined) return false;
  return places.at(outer.offset).some(({ token, parent }) => token === outer && parent?.type === "document");
}

function isInBrackets({ role, parent }: TokenPlace): boolean {
  return parent?.type === "flow-collection" && itemRoles.has(role);
}

function isProperty({ token }: TokenPlace): boolean {
  return token.type === "anchor" || token.type === "tag";
}

function isPropertyOfList(place: TokenPlace): boolean {
  const { token, role, parent } = place;
  const item: CST.CollectionItem | undefined = parent?.type === "document" ? parent : place.item;
  const value = role === "start" ? (item?.key ?? item?.value) : item?.value;
  if (!isProperty(place) || value?.type !== "block-seq") return false;
  const tokens: readonly CST.Token[] = (role === "start" ? item?.start : item?.sep) ?? [];
  return tokens.slice(tokens.indexOf(token)).every(({ type }) => type !== "newline");
}

function isGap({ token }: TokenPlace): boolean {
  if (token.type === "space" || token.type === "newline" || token.type === "comma") return true;
  return "source" in token && token.source === "";
}

function isOpenQuote(token: CST.Token): token is CST.FlowScalar {
  if (token.type !== "single-quoted-scalar" && token.type !== "double-quoted-scalar") return false;
  return token.source.length === 1 || token.source.at(-1) !== token.source.charAt(0);
}

/** Whether no error of the same code comes before an error at its place: what is unclosed is reported inner to outer. */
function isFirst(error: YamlError, { errors }: SyntaxContext): boolean {
  return errors.find(({ code, pos }) => code === error.code && pos[0] === error.pos[0]) === error;
}

/** Whether a text such as `:x` is the value of a key in brackets: the colon was to separate them. */
function isColonText({ token, role, parent, item }: TokenPlace): boolean {
  if (role !== "value" || parent?.type !== "flow-collection" || hasColon(item)) return false;
  return "source" in token && token.source.startsWith(":");
}

function hasColon(item: CST.CollectionItem | undefined): boolean {
  return item?.sep?.some(({ type }) => type === "map-value-ind") === true;
}

function isKeyWithoutColon({ role, parent, item }: TokenPlace): boolean {
  return role === "key" && parent?.type === "block-map" && !hasColon(item);
}

/** Whether an anchor or tag has neither a key nor a colon after it. */
function isLoneProperty(place: TokenPlace): boolean {
  return isProperty(place) && place.parent?.type === "block-map" && !place.item?.key && !hasColon(place.item);
}

function explainMissingInBlock(error: YamlError, context: SyntaxContext): SyntaxFault {
  const at = error.pos[0];
  const here = context.places.at(at);
  const words = (...detail: [string, string?]): SyntaxFault => faultAt(error, context, detail);
  if (context.places.endingAt(at).some(isBeforeBlock)) {
    return words("a mapping or list begins in the line of the `---`", "begin it on the next line");
  }
  // A text of directives alone has no document, and its error is at the end.
  if (here.some(isUnmarkedDocument) || !context.places.hasDocument) {
    return words("a `---` is missing behind the lines that begin with `%`", "put it on a line of its own");
  }
  if (context.places.blockScalarAround(at)) {
    return words("an empty line before this one has more spaces", "remove the spaces of empty lines");
  }
  const next = skipWhite(context.text, at);
  if (context.places.at(next).some(isBareItem)) {
    const params = { detail: "an item of this list has no `- `", cure: itemCure };
    return { code: "yaml/syntax", params, range: wordAt(context.text, next) };
  }
  return strayToken(error, context);
}

const itemCure = "begin it with `- `, or indent it more if it belongs to the line before";

function isBareItem({ parent, item }: TokenPlace): boolean {
  return parent?.type === "block-seq" && item?.start.every(({ type }) => type !== "seq-item-ind") === true;
}

/** Whether a token is the last one before a mapping or list that begins in the line of the `---`. */
function isBeforeBlock({ role, parent }: TokenPlace): boolean {
  if (role !== "start" || parent?.type !== "document" || !hasMarker(parent)) return false;
  return parent.value?.type === "block-map" || parent.value?.type === "block-seq";
}

function isUnmarkedDocument({ token }: TokenPlace): boolean {
  return token.type === "document" && !hasMarker(token);
}

function hasMarker(document: CST.Document): boolean {
  return document.start.some(({ type }) => type === "doc-start");
}

function unclosedQuote({ offset, source }: CST.FlowScalar): SyntaxFault {
  const range = { start: offset, end: offset + 1 };
  return { code: "yaml/unclosed-quote", params: { quote: source.charAt(0) }, range };
}

/** Explains an error at the end of a flow collection. Undefined if no bracket before it is open. */
export function unclosedBracket({ pos }: YamlError, { places }: SyntaxContext): SyntaxFault | undefined {
  const inner = places.unclosed.findLast(({ offset }) => offset < pos[0]);
  return inner && openBracket(inner, pos[0]);
}

/** Explains two items or entries in brackets without a comma. The second one begins at or after a place. */
export function missingComma({ pos }: Pick<YamlError, "pos">, { text }: Pick<SyntaxContext, "text">): SyntaxFault {
  const range = wordAt(text, skipWhite(text, pos[0]));
  return { code: "yaml/missing-comma", params: { found: text.slice(range.start, range.end) }, range };
}

/** Explains an edge in brackets that YAML ends at a bracket of its condition, as in `[a >> b when $result in [1, 2]]`. */
function cutEdge({ pos }: YamlError, { text, places }: SyntaxContext): SyntaxFault | undefined {
  const cut = text.slice(0, pos[0]).trimEnd().length;
  const [before] = places.endingAt(cut).flatMap(({ token }) => (token.type === "scalar" ? [token] : []));
  if (before === undefined || !mayBeCut(before.source)) return undefined;
  const { end } = lineRest(text, before.offset);
  const whole = wholeEdge({ line: text.slice(0, end), start: before.offset, cut });
  if (whole === undefined) return undefined;
  const range = { start: before.offset, end: before.offset + whole.length };
  return { code: "edge/cut-by-yaml", params: { at: text.slice(cut, end).trim().charAt(0) }, range };
}

function hashWithoutBlank({ pos }: YamlError): SyntaxFault {
  const cure = "put a blank before a comment's `#`, or the whole text into quotes";
  const params = { detail: "a comment begins right behind a value", cure };
  return { code: "yaml/syntax", params, range: { start: pos[0], end: pos[0] + 1 } };
}
