import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Position, Span } from "../../compiler/diagnostics/span.js";

/** The span of the `occurrence`-th (from 0) `part` in a text. */
export function spanIn(text: string, part: string, options: { file?: string; occurrence?: number } = {}): Span {
  let start = text.indexOf(part);
  for (let index = 0; index < (options.occurrence ?? 0); index += 1) start = text.indexOf(part, start + 1);
  if (start < 0) throw new Error(`no ${JSON.stringify(part)} in the text`);
  return spanAt(text, start, start + part.length, options.file);
}

export function spanAt(text: string, start: number, end: number, file = "flows/a.flow.yaml"): Span {
  return { file, start: positionAt(text, start), end: positionAt(text, end) };
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { offset, line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/** A finding with texts for tests. */
export function finding(span: Span, more: Partial<Diagnostic> = {}): Diagnostic {
  return {
    code: "flow/no-entry",
    severity: "error",
    message: "something is wrong",
    help: undefined,
    span,
    related: [],
    fix: undefined,
    ...more,
  };
}
