import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { UsageError } from "../base/usage-error.js";
import { renderPlace } from "../report/pretty.js";
import { sortDiagnostics } from "../project/sort-diagnostics.js";
import type { CompiledImport } from "./compile-import.js";
import { visibleText } from "../base/visible-text.js";

/** A finding in the form that bundlers accept. */
export interface BundlerMessage {
  readonly message: string;
  /** The source lines with markers, and the help. Has no colors and no line break at its end. */
  readonly frame: string;
  /** Line and column count from 1; undefined if the place is unknown. */
  readonly loc: { readonly file: string; readonly line: number; readonly column: number } | undefined;
}

export interface BundlerMessages {
  readonly errors: readonly BundlerMessage[];
  readonly warnings: readonly BundlerMessage[];
}

/**
 * The messages about a flow for a bundler, in the order of the file.
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

/**
 * Joins all errors into one, for bundlers that accept only one: it has the place of the first and the frames of all.
 */
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
  return {
    message: `${diagnostic.severity}[${diagnostic.code}]: ${visibleText(diagnostic.message)}`,
    // Bundlers print the message themselves.
    frame: renderPlace(diagnostic, sources, { color: false, width: 100 }).trimEnd(),
    loc: { file: sources.has(diagnostic.span.file) ? file : diagnostic.span.file, line, column },
  };
}

/** The message for a mistake outside of flows. */
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
