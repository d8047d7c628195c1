import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { UsageError } from "../base/usage-error.js";
import { renderDiagnostic } from "../report/pretty.js";
import { sortDiagnostics } from "../project/sort-diagnostics.js";
import type { CompiledImport } from "./compile-import.js";
import { visibleText } from "../base/visible-text.js";

/** A finding as bundlers take it. */
export interface BundlerMessage {
  readonly message: string;
  /** The lines that it is about; without colours, no line break at its end. */
  readonly frame: string;
  /** Line and column count from 1; absent where no place is known. */
  readonly loc: { readonly file: string; readonly line: number; readonly column: number } | undefined;
}

export interface BundlerMessages {
  readonly errors: readonly BundlerMessage[];
  readonly warnings: readonly BundlerMessage[];
}

/**
 * What a bundler has to tell of a flow, in the order of the file.
 *
 * @param file absolute path of the flow
 */
export function messagesOf(
  compiled: Pick<CompiledImport, "source" | "diagnostics" | "problems">,
  file: string,
): BundlerMessages {
  const { source, diagnostics, problems } = compiled;
  const sources = new Map(source === undefined ? [] : [[source.path, source.text]]);
  const found = sortDiagnostics(diagnostics).map((diagnostic) => ({
    severity: diagnostic.severity,
    message: messageOf(diagnostic, sources, file),
  }));
  const ofSeverity = (severity: Diagnostic["severity"]): BundlerMessage[] =>
    found.filter((each) => each.severity === severity).map(({ message }) => message);
  return { errors: [...problems.map(problemMessage), ...ofSeverity("error")], warnings: ofSeverity("warning") };
}

/** All errors as one, for bundlers that take no more: the place of the first, the frames of all. */
export function joinMessages(messages: readonly BundlerMessage[]): BundlerMessage {
  const [first] = messages;
  if (first !== undefined && messages.length === 1) return first;
  return {
    message: messages.map(({ message }) => message).join("\n"),
    frame: messages.map(({ frame }) => frame).join("\n\n"),
    loc: first?.loc,
  };
}

function messageOf(diagnostic: Diagnostic, sources: ReadonlyMap<string, string>, file: string): BundlerMessage {
  const { line, column } = diagnostic.span.start;
  // The first line is the message, which bundlers print themselves.
  const [, ...frame] = renderDiagnostic(diagnostic, sources, { color: false, width: 100 }).trimEnd().split("\n");
  return {
    message: `${diagnostic.severity}[${diagnostic.code}]: ${visibleText(diagnostic.message)}`,
    frame: frame.join("\n"),
    loc: { file: sources.has(diagnostic.span.file) ? file : diagnostic.span.file, line, column },
  };
}

/** A mistake that is none of a flow. */
export function problemMessage({ message, help, place }: UsageError): BundlerMessage {
  const { file, line = 1, column = 1 } = place ?? {};
  return {
    message: `error: ${visibleText(message)}`,
    frame: [
      ...(file === undefined ? [] : [`  --> ${visibleText(file)}:${line}:${column}`]),
      ...(help === undefined ? [] : [`   = help: ${visibleText(help)}`]),
    ].join("\n"),
    loc: file === undefined ? undefined : { file, line, column },
  };
}
