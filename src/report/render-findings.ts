import { packageVersion } from "../base/package-folder.js";
import { readPage } from "./pages.js";
import type { FindingsReport, RenderOptions } from "../project/findings-report.js";
import { renderGithub } from "./github.js";
import { renderJson } from "./json.js";
import { renderPretty } from "./pretty.js";
import { renderSarif } from "./sarif.js";

export const formats = ["pretty", "json", "github", "sarif"] as const;

/** The output format of findings (`--format`). */
export type Format = (typeof formats)[number];

/** Renders findings in the given format. */
export function renderFindings(report: FindingsReport, format: Format, options: RenderOptions): string {
  switch (format) {
    case "pretty":
      return renderPretty(report, options);
    case "json":
      return renderJson(report);
    case "github":
      return renderGithub(report);
    case "sarif":
      return renderSarif(report, { version: packageVersion(), pageOf: readPage });
  }
}
