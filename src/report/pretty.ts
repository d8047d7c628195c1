import type { Diagnostic, Related } from "../../compiler/diagnostics/diagnostic.js";
import type { Span } from "../../compiler/diagnostics/span.js";
import { codeFrame, type Mark } from "./code-frame.js";
import type { FindingsReport, RenderOptions } from "../project/findings-report.js";
import { describeNeeds } from "./describe-needs.js";
import { fixDiff } from "./fix-diff.js";
import { createPalette, type Palette } from "./palette.js";
import { countFindings, timedSummary } from "./summary.js";
import { visibleText } from "../base/visible-text.js";

/** Renders a report for people: each finding with its source lines, and a summary. Ends in a line break. */
export function renderPretty(report: FindingsReport, options: RenderOptions): string {
  const blocks = report.diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, report.sources, options));
  const { errors, warnings } = countFindings(report);
  const palette = createPalette(options.color, errors > 0 ? "error" : "warning");
  const summary = timedSummary(report, options.took);
  if (report.needs !== undefined && report.needs.length > 0) blocks.push(describeNeeds(report.needs));
  blocks.push(`${errors + warnings > 0 ? palette.severity(summary) : summary}\n`);
  return blocks.join("\n");
}

/** Renders one finding: head, place, frame, help and fix. Ends in a line break. */
export function renderDiagnostic(
  diagnostic: Diagnostic,
  sources: ReadonlyMap<string, string>,
  options: RenderOptions,
): string {
  const palette = createPalette(options.color, diagnostic.severity);
  const head = palette.severity(`${diagnostic.severity}[${diagnostic.code}]`);
  const message = palette.bold(`: ${visibleText(diagnostic.message)}`);
  return `${head}${message}\n${renderPlace(diagnostic, sources, options)}\n`;
}

/** Renders a finding without its head: place, frame, help and fix. */
export function renderPlace(
  diagnostic: Diagnostic,
  sources: ReadonlyMap<string, string>,
  options: RenderOptions,
): string {
  const palette = createPalette(options.color, diagnostic.severity);
  const { file } = diagnostic.span;
  const gutter = gutterOf(diagnostic);
  const inFile = diagnostic.related.filter((related) => related.span.file === file);
  const elsewhere = diagnostic.related.filter((related) => related.span.file !== file);
  const output = [
    `${" ".repeat(gutter)}${palette.gutter("-->")} ${placeOf(diagnostic.span)}`,
    ...frame(sources.get(file), [primary(diagnostic.span), ...inFile.map(secondary)], { ...options, gutter, palette }),
  ];
  for (const related of elsewhere) {
    output.push(`${" ".repeat(gutter)}${palette.gutter(":::")} ${placeOf(related.span)}`);
    const text = sources.get(related.span.file);
    if (text === undefined) output.push(`${" ".repeat(gutter)}${palette.gutter(" =")} ${visibleText(related.message)}`);
    else output.push(...frame(text, [secondary(related)], { ...options, gutter, palette }));
  }
  output.push(...notes(diagnostic, sources, { gutter, palette }));
  return output.join("\n");
}

interface FrameStyle extends RenderOptions {
  readonly gutter: number;
  readonly palette: Palette;
}

function frame(text: string | undefined, marks: readonly Mark[], style: FrameStyle): string[] {
  if (text === undefined || text === "") return [];
  return codeFrame({ text, marks, width: style.width, gutter: style.gutter, palette: style.palette });
}

function notes(
  diagnostic: Diagnostic,
  sources: ReadonlyMap<string, string>,
  { gutter, palette }: { readonly gutter: number; readonly palette: Palette },
): string[] {
  const indent = " ".repeat(gutter);
  const output: string[] = [];
  const note = (word: string, text: string): void => {
    output.push(`${indent} ${palette.gutter("=")} ${palette.note(`${word}:`)} ${visibleText(text)}`);
  };
  if (diagnostic.help !== undefined) note("help", diagnostic.help);
  const { fix } = diagnostic;
  if (fix === undefined) return output;
  note("fix", fix.title);
  for (const line of fixDiff(fix, diagnostic.span.file, sources.get(diagnostic.span.file) ?? "")) {
    const paint = line.sign === "-" ? palette.removed : palette.added;
    output.push(paint(`${String(line.number).padStart(gutter)} ${line.sign} ${line.text}`));
  }
  return output;
}

function primary(span: Span): Mark {
  return { span, label: undefined, isPrimary: true };
}

function secondary({ span, message }: Related): Mark {
  return { span, label: visibleText(message), isPrimary: false };
}

function placeOf(span: Span): string {
  return `${visibleText(span.file)}:${span.start.line}:${span.start.column}`;
}

/** Columns for the largest line number shown with the finding, including the line after it. */
function gutterOf(diagnostic: Diagnostic): number {
  const spans = [diagnostic.span, ...diagnostic.related.map((related) => related.span)];
  const largest = Math.max(...spans.map((span) => span.end.line)) + 1;
  return Math.max(2, String(largest).length);
}
