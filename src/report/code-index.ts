import { catalogue } from "../../compiler/diagnostics/catalogue.js";
import type { Severity } from "../../compiler/diagnostics/severity.js";
import { allCodes, readPage, summaryOf } from "./pages.js";

export interface CodeSummary {
  readonly code: string;
  readonly severity: Severity;
  /** First sentence of the page; undefined if there is no page. */
  readonly summary: string | undefined;
}

/** All codes, grouped by area (the part before the slash), in code-point order. */
export function codesByArea(): ReadonlyMap<string, readonly CodeSummary[]> {
  const areas = new Map<string, CodeSummary[]>();
  for (const code of allCodes()) {
    const area = code.slice(0, code.indexOf("/"));
    const page = readPage(code);
    const summary = page === undefined ? undefined : summaryOf(page);
    areas.set(area, [...(areas.get(area) ?? []), { code, severity: catalogue[code].severity, summary }]);
  }
  return areas;
}

/**
 * Renders `docs/errors/README.md`: every code with the first sentence of its page. A test checks that the file is up to
 * date.
 */
export function renderCodeIndex(): string {
  const parts = [
    "# Diagnostics",
    "Every error and warning that flowc reports. `flowc explain <code>` prints a page in the terminal. Warnings can be raised " +
      "or switched off in the [configuration](../configuration.md#rules).",
  ];
  for (const [area, codes] of codesByArea()) {
    const rows = codes.map(({ code, severity, summary }) => {
      const note = severity === "warning" ? " (warning)" : "";
      return `- [\`${code}\`](${code}.md)${note}${summary === undefined ? "" : `: ${summary}`}`;
    });
    parts.push(`## ${area}`, rows.join("\n"));
  }
  return `${parts.join("\n\n")}\n`;
}

/** Renders the list that `flowc explain` prints without a code, ending in a line break. */
export function renderCodeList(): string {
  const width = Math.max(...allCodes().map((code) => code.length));
  const parts = [...codesByArea().values()].map((codes) =>
    codes
      .map(({ code, severity, summary }) => `${code.padEnd(width)}  ${severity.padEnd(7)}  ${summary ?? ""}`.trimEnd())
      .join("\n"),
  );
  return `${parts.join("\n\n")}\n`;
}
