import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import type { Span } from "../../../compiler/diagnostics/span.js";
import { escapeXml } from "../../../picture/svg/svg-text.js";
import { escapeHtml } from "../../../trace/report/escape-html.js";
import type { UsageError } from "../../base/usage-error.js";

/** The address of a place in an editor. */
export type PlaceLink = (span: Pick<Span, "file" | "start">) => string;

/** Findings with their places, help and what explains them. */
export function findingList(findings: readonly Diagnostic[], linkOf: PlaceLink): string {
  const items = findings.map(({ severity, code, message, help, span, related }) => {
    const kind = severity === "error" ? "failed" : "warning";
    const more = related.map(
      (place) => `<p class="note">${escapeHtml(place.message)} ${placeElement(place.span, linkOf)}</p>`,
    );
    const cure = help === undefined ? "" : `<p class="note">${escapeHtml(help)}</p>`;
    return `<li><span class="pill ${kind}">${severity}</span> ${escapeHtml(message)} <code>${escapeHtml(code)}</code> ${placeElement(span, linkOf)}${cure}${more.join("")}</li>`;
  });
  return `<ul class="list">${items.join("\n")}</ul>`;
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
