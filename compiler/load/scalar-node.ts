import type { TextRange } from "../../grammar/ast.js";
import type { Span } from "../diagnostics/span.js";
import type { CharacterMap } from "./character-map.js";
import type { ScalarNode } from "./document.js";
import type { SourceText } from "./source-text.js";

export interface ScalarSource {
  readonly source: SourceText;
  readonly value: ScalarNode["value"];
  /** Offsets of the whole scalar, including quotes and block header. */
  readonly start: number;
  readonly end: number;
  readonly host?: unknown;
  readonly spelling?: string;
  /**
   * Maps characters to their places. Called at most once, when a place is needed and the source differs from the value.
   */
  readonly map?: () => CharacterMap;
}

/** Creates a scalar node that knows the place of each of its characters. */
export function createScalarNode({ source, value, start, end, host, spelling, map }: ScalarSource): ScalarNode {
  const text = String(value);
  const span = source.spanOf(start, end);
  let found: CharacterMap | "same" | "other" | undefined;
  const spanOf = (range: TextRange): Span => {
    found ??= isWritten(source.text, { text, start, end }) ? "same" : writtenAs(text, map?.());
    const from = Math.max(0, Math.min(range.start, text.length));
    const to = Math.max(from, Math.min(range.end, text.length));
    if (found === "same") return source.spanOf(start + from, start + to);
    if (found === "other") return wholeSpan(span, { from, to, length: text.length });
    return mappedSpan(source, found, { from, to });
  };
  const line = (): string => source.lineText(span.start.line);
  if (spelling === undefined && host === undefined) return { kind: "scalar", value, span, spanOf, line };
  return {
    kind: "scalar",
    value,
    ...(spelling === undefined ? {} : { spelling }),
    ...(host === undefined ? {} : { host }),
    span,
    spanOf,
    line,
  };
}

function isWritten(source: string, { text, start, end }: { text: string; start: number; end: number }): boolean {
  return end - start === text.length && source.startsWith(text, start);
}

/** `0x10` has the value 16: the characters of such a value have no place of their own. */
function writtenAs(text: string, map: CharacterMap | undefined): CharacterMap | "other" {
  return map?.text === text ? map : "other";
}

function mappedSpan(source: SourceText, map: CharacterMap, { from, to }: { from: number; to: number }): Span {
  const before = from > 0 ? map.ends[from - 1] : undefined;
  const start = map.starts[from] ?? before ?? map.contentStart;
  return source.spanOf(start, to > from ? (map.ends[to - 1] ?? start) : start);
}

function wholeSpan(span: Span, { from, to, length }: { from: number; to: number; length: number }): Span {
  if (to > from) return span;
  const at = from > 0 && from === length ? span.end : span.start;
  return { file: span.file, start: at, end: at };
}
