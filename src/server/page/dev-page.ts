import { createHash } from "node:crypto";
import { escapeHtml } from "../../../trace/report/escape-html.js";
import { devScript } from "./dev-script.js";
import { devStyle } from "./dev-style.js";

export interface DevPage {
  readonly title: string;
  /** HTML. Elements with `data-part` are replaced when they change. */
  readonly body: string;
  /** Changes with what the page shows. */
  readonly version: string;
  /** The id of the flow that the page is about. */
  readonly flow?: string;
}

/** A page of `flowc dev`. */
export function devPage({ title, body, version, flow }: DevPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${devStyle()}</style>
</head>
<body data-version="${version}"${flow === undefined ? "" : ` data-flow="${flow}"`}>
<p class="alert failed" id="lost" role="status" hidden>flowc dev has ended, or cannot be reached.</p>
${body}
<script>${devScript}</script>
</body>
</html>
`;
}

/** The policy of the pages: their own script and styles, and requests to their own server. */
export function devPolicy(): string {
  const allowed = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    "default-src 'none'",
    `style-src ${allowed(devStyle())}`,
    `script-src ${allowed(devScript)}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
