import type { TextRange } from "../../grammar/ast.js";
import type { Span } from "../diagnostics/span.js";
import type { CharacterMap } from "./character-map.js";
import type { ScalarNode } from "./document.js";
import type { SourceText } from "./source-text.js";

export interface ScalarSource {
  readonly source: SourceText;
  readonly value: ScalarNode["value"];
  /** Offsets of the whole scalar, quotes and block header included. */
  readonly start: number;
  readonly end: number;
  readonly host?: unknown;
  readonly spelling?: string;
  /** Finds the place of each character; asked once, when the first place is wanted and the value is not written as it is. */
  readonly map?: () => CharacterMap;
}

/** A scalar that knows the place of each of its characters. */
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
  return {
    kind: "scalar",
    value,
    ...(spelling === undefined ? {} : { spelling }),
    ...(host === undefined ? {} : { host }),
    span,
    spanOf,
  };
}

function isWritten(source: string, { text, start, end }: { text: string; start: number; end: number }): boolean {
  return end - start === text.length && source.startsWith(text, start);
}

/** `0x10` is 16: characters of such a value have no place of their own. */
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
