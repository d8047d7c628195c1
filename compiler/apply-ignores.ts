import { catalogue, type Code } from "./diagnostics/catalogue.js";
import { closestNames } from "./diagnostics/closest-names.js";
import type { AnyFinding, Diagnostic } from "./diagnostics/diagnostic.js";
import type { Span } from "./diagnostics/span.js";
import { findComments } from "./load/find-comments.js";
import { createSourceText, type SourceText } from "./load/source-text.js";

/** A comment `# flowc-ignore join/may-not-fire: reason`. */
interface Ignore {
  readonly code: string;
  readonly span: Span;
  /** The line whose warnings it silences: the next one that is not a comment. */
  readonly line: number;
}

export interface IgnoreResult {
  readonly kept: readonly Diagnostic[];
  /** Faults of the comments themselves. */
  readonly findings: readonly AnyFinding[];
}

/**
 * Removes the warnings that a comment on the line above silences. An ignore that silences nothing is itself a finding,
 * and so is one for an error: errors cannot be silenced.
 */
export function applyIgnores(diagnostics: readonly Diagnostic[], path: string, text: string): IgnoreResult {
  if (!text.includes("flowc-ignore")) return { kept: diagnostics, findings: [] };
  const ignores = readIgnores(createSourceText(path, text));
  const used = new Set<Ignore>();
  const kept = diagnostics.filter(({ code, severity, span }) => {
    const matching = ignores.filter((ignore) => ignore.code === code && ignore.line === span.start.line);
    if (severity === "error") return true;
    for (const ignore of matching) used.add(ignore);
    return matching.length === 0;
  });
  const unused = ignores.filter((ignore) => !used.has(ignore));
  return { kept, findings: unused.flatMap((ignore) => faultOf(ignore, diagnostics) ?? []) };
}

function faultOf({ code, span, line }: Ignore, diagnostics: readonly Diagnostic[]): AnyFinding | undefined {
  if (!isCode(code)) return { code: "ignore/unknown-code", params: { found: code, closest: codesLike(code) }, span };
  const isError = diagnostics.some((diagnostic) => diagnostic.code === code && diagnostic.span.start.line === line);
  // Only `check` knows what the types say.
  if (!isError && (code.startsWith("types/") || isAddedByTypes(code))) return undefined;
  // Because of an error, the analysis may not have reached what the comment is about.
  if (!isError && diagnostics.some(({ severity }) => severity === "error")) return undefined;
  return { code: "ignore/unused", params: { ignored: code, isError }, span };
}

/** Whether `check` may report a warning that `build` does not, since types say how routers choose. */
function isAddedByTypes(code: Code): boolean {
  return code === "join/fires-twice" || code === "context/concurrent-write" || code === "context/dead-write";
}

/** Returns the codes that a misspelt one may mean, or one without its area. */
function codesLike(found: string): string[] {
  const ofSlug = codes().filter((code) => code.endsWith(`/${found}`));
  return ofSlug.length > 0 ? ofSlug : closestNames(found, codes());
}

function codes(): readonly string[] {
  return Object.keys(catalogue);
}

function isCode(text: string): text is Code {
  return Object.hasOwn(catalogue, text);
}

function readIgnores(source: SourceText): Ignore[] {
  const comments = findComments(source.text).map(({ start, end }) => ({
    start,
    text: source.text.slice(start, end),
    line: source.positionAt(start).line,
  }));
  const commentLines = new Set(comments.filter(({ line }) => isWholeLine(source, line)).map(({ line }) => line));
  return comments.flatMap(({ start, text, line }) => {
    const match = /^#\s*flowc-ignore\s+(?<code>[^\s:]+)/u.exec(text);
    const code = match?.groups?.["code"];
    if (match === null || code === undefined || !commentLines.has(line)) return [];
    const from = start + match[0].length - code.length;
    let next = line + 1;
    while (commentLines.has(next)) next++;
    return [{ code, span: source.spanOf(from, from + code.length), line: next }];
  });
}

function isWholeLine(source: SourceText, line: number): boolean {
  return source.lineText(line).trimStart().startsWith("#");
}
