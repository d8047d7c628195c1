import { inQuotes, quoteTheEdge } from "../cut-edge.js";
import type { Fix, Related } from "../diagnostics/diagnostic.js";
import type { Report } from "../diagnostics/report.js";
import { explainSyntaxError } from "./explain-syntax-error.js";
import type { ParsedYaml } from "./parse-yaml.js";
import type { SourceText } from "./source-text.js";
import type { SyntaxContext, SyntaxFault } from "./syntax-fault.js";
import { placesOf, type TokenPlace, type TokenPlaces } from "./token-places.js";
import type { YamlError } from "./yaml-error.js";

/** A file of garbage has an error at every character. Nobody reads more than these. */
const mostErrors = 1000;

/**
 * Reports the syntax errors of a document, each with its cause and place. One fault often causes several parser errors,
 * so only the first error of a line is reported, unless the others are independent of it.
 *
 * @returns whether the document's shape is certain in spite of the errors
 */
export function reportSyntaxErrors(
  { errors, tokens }: Pick<ParsedYaml, "errors" | "tokens">,
  source: SourceText,
  report: Report,
): boolean {
  const sorted = [...errors].sort((one, other) => one.pos[0] - other.pos[0]).slice(0, mostErrors);
  if (sorted.length === 0) return true;
  const context: SyntaxContext = { text: source.text, errors: sorted, places: placesOf(tokens) };
  const tab = sorted.find(({ code }) => code === "TAB_AS_INDENT") ?? tabBefore(sorted, source);
  if (tab !== undefined) {
    reportFault(explainSyntaxError(tab, context), source, report);
    return false;
  }
  const seen: Seen = { starts: new Set(), lines: new Set(), hasOpenBracket: false };
  for (const error of sorted) {
    if (isOfInnerFault(error, context)) continue;
    const fault = explainSyntaxError(error, context);
    if (followsFrom(seen, { error, fault, source, places: context.places })) continue;
    const { line } = source.positionAt(fault.range.start);
    const isBelow = isOfLayout(fault, seen) && isBelowFault(line, seen, source);
    if (isBelow || !independent.has(error.code)) seen.lines.add(line);
    if (isBelow) continue;
    seen.starts.add(fault.range.start);
    // The parser notices an open bracket in a later line, which may contain another fault.
    if (fault.code === "yaml/unclosed-bracket") {
      seen.starts.add(error.pos[0]);
      seen.hasOpenBracket = true;
    } else if (!independent.has(error.code)) seen.lines.add(source.positionAt(error.pos[0]).line);
    reportFault(fault, source, report);
  }
  return seen.lines.size === 0;
}

/** Returns the first error, moved to the tab, if a tab indents its line. */
function tabBefore([first]: readonly YamlError[], source: SourceText): YamlError | undefined {
  if (first === undefined) return undefined;
  const { line } = source.positionAt(first.pos[0]);
  const start = first.pos[0] - source.positionAt(first.pos[0]).column + 1;
  const tab = /^[ ]*\t\s*\S/u.test(source.lineText(line)) ? source.text.indexOf("\t", start) : -1;
  return tab < 0 ? undefined : { code: "TAB_AS_INDENT", pos: [tab, tab + 1] };
}

/**
 * Whether an error says that a text in brackets is a key of several lines, and another error is inside the brackets: a quote
 * that is missing there makes the text end too early.
 */
function isOfInnerFault({ code, pos: [start] }: YamlError, { errors, places }: SyntaxContext): boolean {
  if (code !== "MULTILINE_IMPLICIT_KEY") return false;
  return places.at(start).some(({ token }) => {
    const closer = token.type === "flow-collection" ? token.end[0] : undefined;
    return closer !== undefined && errors.some(({ pos: [at] }) => start < at && at < closer.offset);
  });
}

/** What has already been reported. */
interface Seen {
  readonly starts: Set<number>;
  /** The lines of the causes, and those where the parser noticed the errors. */
  readonly lines: Set<number>;
  hasOpenBracket: boolean;
}

interface Candidate {
  readonly error: YamlError;
  readonly fault: SyntaxFault;
  readonly source: SourceText;
  readonly places: TokenPlaces;
}

/** Whether a fault is probably only a consequence of an earlier one. */
function followsFrom(seen: Seen, { error, fault, source, places }: Candidate): boolean {
  if (seen.starts.has(fault.range.start)) return true;
  const isStray = error.code === "UNEXPECTED_TOKEN" && places.at(error.pos[0]).some(isAfterEnd);
  const isPastEnd = fault.range.start === fault.range.end || isStray;
  if (seen.starts.size > 0 && isPastEnd) return true;
  if (independent.has(error.code)) return false;
  const line = source.positionAt(fault.range.start).line;
  const noticed = fault.code === "yaml/unclosed-bracket" ? line : source.positionAt(error.pos[0]).line;
  return seen.lines.has(line) || seen.lines.has(noticed);
}

/** Whether a fault is about the columns of lines, or, after an open bracket, about entries that are read as parts of it. */
function isOfLayout({ code }: SyntaxFault, { hasOpenBracket }: Seen): boolean {
  return code === "yaml/bad-indent" || (hasOpenBracket && code === "yaml/missing-colon");
}

/**
 * Whether a fault has been reported earlier in the same outermost entry. After a fault, the parser compares indents with the
 * wrong lines until a line begins at the first column.
 */
function isBelowFault(line: number, seen: Seen, source: SourceText): boolean {
  const isOutermost = (at: number): boolean => /^[^\s#]/.test(source.lineText(at));
  for (let at = line; at > 0 && !isOutermost(at); at--) if (seen.lines.has(at - 1)) return true;
  return false;
}

/** Whether a token follows what the parser took for the end of the document, or of brackets that it then took for a key. */
function isAfterEnd({ token, role, item }: TokenPlace): boolean {
  if (role === "trail") return token.type === "error";
  return role === "separator" && item?.key?.type === "flow-collection";
}

/** Errors within a token, which do not cause others. */
const independent: ReadonlySet<string> = new Set([
  "ALIAS_PROPS",
  "BAD_DIRECTIVE",
  "BAD_DQ_ESCAPE",
  "BAD_SCALAR_START",
  "MULTIPLE_ANCHORS",
  "MULTIPLE_TAGS",
  "TAG_RESOLVE_FAILED",
]);

function reportFault(fault: SyntaxFault, source: SourceText, report: Report): void {
  const span = source.spanOf(fault.range.start, fault.range.end);
  const related = relatedOf(fault, source);
  const fix = fixOf(fault, source);
  report.add({ ...fault, span, ...(related && { related: [related] }), ...(fix && { fix }) });
}

function relatedOf({ code, expectedAt }: SyntaxFault, source: SourceText): Related | undefined {
  if (code !== "yaml/unclosed-bracket" || expectedAt === undefined) return undefined;
  return { message: "here at the latest it should end", span: source.spanOf(expectedAt, expectedAt) };
}

function fixOf({ code, params, range, expectedAt }: SyntaxFault, source: SourceText): Fix | undefined {
  if (code === "edge/cut-by-yaml") {
    const text = inQuotes(source.text.slice(range.start, range.end));
    return { title: quoteTheEdge, edits: [{ span: source.spanOf(range.start, range.end), text }] };
  }
  if (code === "yaml/tab-indent") return untabbed(source);
  if (code !== "yaml/missing-blank" || expectedAt === undefined) return undefined;
  const title = `Put a blank after the \`${"after" in params ? params.after : ":"}\``;
  return { title, edits: [{ span: source.spanOf(expectedAt, expectedAt), text: " " }] };
}

/** Replaces each tab that indents a line with two spaces. */
function untabbed(source: SourceText): Fix | undefined {
  // In a block scalar, a tab may be intended.
  if (/[|>][-+\d]*[ \t]*(?:#.*)?$/mu.test(source.text)) return undefined;
  const edits = [...source.text.matchAll(/^[ \t]*\t[ \t]*(?=\S)/gmu)].map((match) => {
    const span = source.spanOf(match.index, match.index + match[0].length);
    return { span, text: match[0].replaceAll("\t", "  ") };
  });
  return { title: "Replace the tabs that indent lines with spaces", edits };
}
