import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import type { Span } from "../../../compiler/diagnostics/span.js";
import { escapeXml } from "../../../picture/svg/svg-text.js";
import { escapeHtml } from "../../../trace/report/escape-html.js";
import type { UsageError } from "../../base/usage-error.js";
import { codeFrame } from "../../report/code-frame.js";
import { createPalette } from "../../report/palette.js";

/** The address of a place in an editor. */
export type PlaceLink = (span: Pick<Span, "file" | "start">) => string;

/** Columns of a code frame. */
const frameWidth = 100;

export interface FindingOptions {
  readonly linkOf: PlaceLink;
  /** The texts of the files that findings point into. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Findings with their places, the lines there, and help. */
export function findingList(findings: readonly Diagnostic[], options: FindingOptions): string {
  return `<ul class="list">${findings.map((finding) => findingElement(finding, options)).join("\n")}</ul>`;
}

function findingElement(finding: Diagnostic, { linkOf, sources }: FindingOptions): string {
  const { severity, code, message, help, span, related } = finding;
  const kind = severity === "error" ? "failed" : "warning";
  // Places in the same file are in the frame.
  const more = related
    .filter((place) => place.span.file !== span.file)
    .map((place) => `<p class="note">${escapeHtml(place.message)} ${placeElement(place.span, linkOf)}</p>`);
  const cure = help === undefined ? "" : `<p class="note">${escapeHtml(help)}</p>`;
  const text = sources.get(span.file);
  const frame = text === undefined ? "" : `<pre class="frame">${escapeHtml(frameOf(finding, text))}</pre>`;
  return `<li><p><span class="pill ${kind}">${severity}</span> ${escapeHtml(message)} <code>${escapeHtml(code)}</code></p><p>${placeElement(span, linkOf)}</p>${frame}${cure}${more.join("")}</li>`;
}

function frameOf({ severity, span, related }: Diagnostic, text: string): string {
  const inFile = related.filter((place) => place.span.file === span.file);
  const marks = [
    { span, label: undefined, isPrimary: true },
    ...inFile.map((place) => ({ span: place.span, label: place.message, isPrimary: false })),
  ];
  const last = Math.max(...marks.map((mark) => mark.span.end.line)) + 1;
  const palette = createPalette(false, severity);
  const lines = codeFrame({ text, marks, width: frameWidth, gutter: String(last).length, palette });
  // The box around the frame is its blank line.
  return lines.slice(lines[0]?.trim() === "|" ? 1 : 0).join("\n");
}

function placeElement(span: Span, linkOf: PlaceLink): string {
  const { file, start } = span;
  const text = escapeHtml(`${file}:${start.line}:${start.column}`);
  return `<a href="${escapeXml(linkOf(span))}"><code>${text}</code></a>`;
}

/** Mistakes that keep the project from being read: in its configuration, for example. */
export function errorList(errors: readonly UsageError[]): string {
  return errors
    .map(({ message, help, place }) => {
      const at =
        place === undefined
          ? ""
          : ` <small>${escapeHtml([place.file, place.line, place.column].filter((part) => part !== undefined).join(":"))}</small>`;
      const cure = help === undefined ? "" : `<p>${escapeHtml(help)}</p>`;
      return `<section class="alert failed"><h2>${escapeHtml(message)}${at}</h2>${cure}</section>`;
    })
    .join("\n");
}
